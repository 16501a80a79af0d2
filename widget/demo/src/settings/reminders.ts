import type { App } from "../core/app";
import { h, live } from "../core/dom";
import { button } from "../ui/button";
import { selectField, toggle } from "../ui/field";
import { foot, section } from "../ui/parts";

const FIRST = [
  "7 days before the due date",
  "3 days before the due date",
  "On the due date",
  "3 days after the due date",
  "7 days after the due date",
  "14 days after the due date",
  "30 days after the due date",
];
const EVERY = ["3 days", "7 days", "14 days"];

export function reminders(app: App): HTMLElement {
  const kept = app.state.reminders;
  const refusal = app.refusal("change the company", "remind automatically");
  const most = app.state.plan === "business" ? 6 : 3;
  const save = (on: boolean, first: string, every: string) => {
    app.change((s) => (s.reminders = { on, first, every }));
    app.announce("reminders.saved", { on });
    app.say("Reminders saved");
  };
  const on = toggle("Remind customers automatically", {
    testid: "reminders-on",
    checked: kept.on && !refusal,
    refusal,
    hint: "An email with the invoice, what is still owed and a link to pay.",
    onchange: () => parts.update(),
  });
  const parts = live(() => {
    if (!on.control.checked)
      return kept.on
        ? foot(
            button("Save reminders", {
              testid: "reminders-save",
              kind: "primary",
              onclick: () => save(false, kept.first, kept.every),
            }),
          )
        : null;
    const first = selectField("First reminder", { testid: "reminders-first", value: kept.first, options: FIRST });
    const every = selectField("Then every", { testid: "reminders-every", value: kept.every, options: EVERY });
    return h(
      "div",
      { class: "reveal" },
      h("div", { class: "row" }, first.node, every.node),
      h("p", { class: "hint" }, `Up to ${most} reminders for an invoice on your plan, at 09:00 on working days.`),
      foot(
        button("Save reminders", {
          testid: "reminders-save",
          kind: "primary",
          onclick: () => save(true, first.value, every.value),
        }),
      ),
    );
  });
  return section("Reminders to customers", {}, on.node, parts.node);
}
