import type { App } from "../core/app";
import { h } from "../core/dom";
import { button } from "../ui/button";
import { openDialog } from "../ui/dialog";
import { textField } from "../ui/field";
import { section } from "../ui/parts";

export function yourData(app: App): HTMLElement {
  const often = { free: "once a month", plus: "once a week", business: "once a day" }[app.state.plan];
  return section(
    "Your data",
    { lead: `A ZIP with one CSV for each kind of record, ${often} on your plan.` },
    h(
      "div",
      { class: "actions wrap" },
      button("Export all data", {
        testid: "data-export",
        refusal: app.refusal("change the company"),
        onclick: () => {
          app.announce("export.requested");
          app.say("Export started, the link comes by email within 2 hours");
        },
      }),
      button("Close account", {
        testid: "account-close",
        kind: "danger",
        refusal: app.refusal("hand over the account"),
        onclick: () => close(app),
      }),
    ),
  );
}

function close(app: App): void {
  const name = textField("Company name", { testid: "close-name", hint: `Type ${app.state.company.name} to confirm.` });
  const password = textField("Password", {
    testid: "close-password",
    type: "password",
    autocomplete: "current-password",
  });
  openDialog({
    title: "Close account",
    body: [
      h(
        "p",
        {},
        "Everybody is signed out and payment links stop working. For 30 days you can sign in and choose Reopen account; then all data is deleted.",
      ),
      name.node,
      password.node,
    ],
    submit: { text: "Close account for good", testid: "close-confirm", danger: true },
    onSubmit() {
      const right = name.value === app.state.company.name;
      name.fail(right ? undefined : "This isn't the company's name.");
      password.fail(password.value ? undefined : "Enter your password.");
      if (!right || !password.value) return false;
      app.startOver();
      app.announce("account.closed");
      app.say("Account closed. The demo starts over.");
      return true;
    },
  });
}
