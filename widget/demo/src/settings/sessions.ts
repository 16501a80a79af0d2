import type { App } from "../core/app";
import { h } from "../core/dom";
import { button } from "../ui/button";
import { selectField } from "../ui/field";
import { section } from "../ui/parts";

const LENGTHS = ["14 days", "15 minutes", "1 hour", "4 hours", "8 hours", "24 hours"];

export function sessions(app: App): HTMLElement {
  const { security } = app.state;
  const others = security.sessions.length > 1 ? undefined : "There are no others.";
  const end = (keep: (id: string) => boolean) => {
    app.change((s) => (s.security.sessions = s.security.sessions.filter((x) => keep(x.id))));
    app.announce("sessions.revoked");
    app.say("Signed out");
  };
  const length = selectField("Sign out after", {
    testid: "session-length",
    value: security.signOutAfter,
    options: LENGTHS,
    refusal: app.refusal("set rules for everyone", "limit sessions"),
    hint: "For everybody, without use.",
    onchange: (value) => {
      app.change((s) => (s.security.signOutAfter = value));
      app.say("Saved");
    },
  });
  return section(
    "Sessions",
    {
      aside: button("Sign out other sessions", {
        testid: "sessions-revoke",
        refusal: others,
        hushed: true,
        onclick: () => end((id) => id === "here"),
      }),
    },
    h(
      "ul",
      { class: "feed" },
      security.sessions.map((s) =>
        h(
          "li",
          {},
          h(
            "span",
            {},
            h("strong", {}, s.device, s.id === "here" && " (this one)"),
            h("small", {}, `${s.place} · ${s.used}`),
          ),
          s.id !== "here" &&
            button("Sign out", {
              kind: "quiet",
              testid: "session-end",
              label: `Sign out ${s.device}`,
              onclick: () => end((id) => id !== s.id),
            }),
        ),
      ),
    ),
    length.node,
  );
}
