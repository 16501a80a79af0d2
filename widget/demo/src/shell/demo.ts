// What a real product would not have: who you are, what goes wrong, and starting over.

import type { App } from "../core/app";
import { h } from "../core/dom";
import type { Plan, Role } from "../core/types";
import { openDialog } from "../ui/dialog";
import { checkbox, selectField } from "../ui/field";
import { button } from "../ui/button";
import { applyTheme, theme, type Theme } from "./theme";

const ROLES: [Role, string][] = [
  ["owner", "Owner, Marta Nowak"],
  ["admin", "Admin, Priya Shah"],
  ["accountant", "Accountant, Elena Fischer"],
  ["member", "Member, Tom Adeyemi"],
  ["read-only", "Read-only, Dylan Price"],
];
const PLANS: [Plan, string][] = [
  ["free", "Free"],
  ["plus", "Plus"],
  ["business", "Business"],
];
const THEMES: [Theme, string][] = [
  ["system", "As the device"],
  ["light", "Light"],
  ["dark", "Dark"],
];

export function openDemoControls(app: App): void {
  const { state } = app;
  const fault = (text: string, key: keyof typeof state.trouble) =>
    checkbox(text, {
      testid: `demo-${key}`,
      checked: state.trouble[key],
      onchange: (on) => app.change((s) => (s.trouble[key] = on)),
    }).node;
  const dialog = openDialog({
    title: "Demo controls",
    cancel: "Done",
    body: [
      h(
        "p",
        { class: "lead" },
        "Tallybook is made up and keeps all of its data in this browser. Change what you are and what goes wrong.",
      ),
      h(
        "div",
        { class: "row" },
        selectField("Signed in as", {
          testid: "demo-role",
          value: state.role,
          options: ROLES,
          onchange: (role) => app.change((s) => (s.role = role as Role)),
        }).node,
        selectField("Plan", {
          testid: "demo-plan",
          value: state.plan,
          options: PLANS,
          onchange: (plan) => app.change((s) => (s.plan = plan as Plan)),
        }).node,
      ),
      selectField("Colours", {
        testid: "demo-theme",
        value: theme(),
        options: THEMES,
        onchange: (value) => applyTheme(value as Theme),
      }).node,
      h(
        "fieldset",
        {},
        h("legend", {}, "Trouble"),
        fault("The monthly invoice limit is used up (INV-310)", "limit"),
        fault("My email address isn't confirmed (INV-314)", "unconfirmed"),
        fault("The payment for the plan failed", "planPayment"),
      ),
      h(
        "div",
        { class: "start-over" },
        h("p", {}, "Puts the account back as it was at first."),
        button("Start over", {
          testid: "demo-start-over",
          kind: "danger",
          onclick: () => {
            dialog.close();
            app.startOver();
            app.say("Started over");
          },
        }),
      ),
    ],
  });
}
