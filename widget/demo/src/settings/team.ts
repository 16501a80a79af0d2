import type { App, View } from "../core/app";
import { h } from "../core/dom";
import { limitsOf, seats } from "../data/sums";
import { button } from "../ui/button";
import { bar, notice, section } from "../ui/parts";
import { inviteTeammate } from "./invite";
import { transferOwnership } from "./transfer";
import { row } from "./people";

export function teamPage(app: App): View {
  const { state } = app;
  const refusal = app.refusal("manage the team");
  if (refusal) return { title: "Team", frame: "settings", body: notice("info", h("p", {}, refusal)) };
  const { used, accountants } = seats(state);
  return {
    title: "Team",
    frame: "settings",
    lead: "Everybody has one role. There is exactly one owner.",
    actions: button("Invite teammate", {
      testid: "team-invite",
      kind: "primary",
      icon: "plus",
      refusal: app.refusal("manage the team", "invite people"),
      onclick: () => inviteTeammate(app),
    }),
    body: [
      section(
        "People",
        {},
        h(
          "ul",
          { class: "people" },
          state.people.map((p) => row(app, p)),
        ),
      ),
      section(
        "Seats",
        {},
        bar("Seats used", used, limitsOf(state).people),
        h(
          "p",
          { class: "hint" },
          `${accountants} of ${limitsOf(state).accountants} free accountant seats used. An extra seat costs £4 a month.`,
        ),
      ),
      state.former.length > 0 &&
        section(
          "Former teammates",
          { lead: "Their names stay on what they made." },
          h(
            "ul",
            { class: "feed" },
            state.former.map((name) =>
              h(
                "li",
                {},
                name,
                button("Erase", {
                  testid: "team-erase",
                  kind: "quiet",
                  label: `Erase ${name}`,
                  onclick: () => {
                    app.change((s) => (s.former = s.former.filter((n) => n !== name)));
                    app.say("Name erased");
                  },
                }),
              ),
            ),
          ),
        ),
      section(
        "Ownership",
        { lead: "The new owner has to be an admin, and both of you need two-factor sign-in." },
        state.ownershipOffer &&
          notice(
            "info",
            h("p", {}, `Offered to ${state.ownershipOffer}, who has 7 days to accept. `),
            button("Take the offer back", {
              testid: "team-take-back",
              onclick: () => {
                app.change((s) => delete s.ownershipOffer);
                app.say("Offer taken back");
              },
            }),
          ),
        button("Transfer ownership", {
          testid: "team-transfer",
          refusal: app.refusal("hand over the account"),
          onclick: () => transferOwnership(app),
        }),
      ),
    ],
  };
}
