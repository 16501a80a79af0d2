import type { App } from "../core/app";
import { h, live } from "../core/dom";
import { csv, download } from "../core/files";
import { button } from "../ui/button";
import { selectField } from "../ui/field";
import { notice, section, table } from "../ui/parts";

export function auditLog(app: App): HTMLElement {
  const refusal = app.refusal("set rules for everyone", "read the audit log");
  const head = {
    lead: "Entries are kept for 400 days and can't be changed by anybody.",
    testid: "audit-log",
    aside: button("Download log", {
      testid: "audit-download",
      refusal,
      hushed: true,
      onclick: () => {
        download("audit-log.csv", csv([["time", "who", "what"], ...app.state.audit.map((a) => [a.at, a.who, a.what])]));
        app.announce("audit.downloaded");
      },
    }),
  };
  if (refusal)
    return section("Audit log", head, notice("info", h("p", {}, `Who did what and when in your account. ${refusal}`)));
  let who = "";
  const people = [...new Set(app.state.audit.map((a) => a.who))];
  const rows = live(() =>
    table(
      "Audit log",
      [{ text: "Time (UTC)", class: "roomy" }, "Who", "What"],
      app.state.audit
        .filter((a) => !who || a.who === who)
        .slice(0, 20)
        .map((a) => [a.at, a.who, a.what]),
    ),
  );
  return section(
    "Audit log",
    head,
    selectField("Person", {
      testid: "audit-person",
      placeholder: "Everybody",
      options: people,
      onchange: (value) => {
        who = value;
        rows.update();
      },
    }).node,
    rows.node,
  );
}
