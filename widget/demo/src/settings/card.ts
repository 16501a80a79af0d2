import type { App } from "../core/app";
import { h } from "../core/dom";
import { openDialog } from "../ui/dialog";
import { textField } from "../ui/field";

const BRANDS: [RegExp, string][] = [
  [/^4/, "Visa"],
  [/^5[1-5]|^2[2-7]/, "Mastercard"],
  [/^3[47]/, "American Express"],
];

export function updateCard(app: App): void {
  const number = textField("Card number", {
    testid: "card-number",
    inputmode: "numeric",
    autocomplete: "cc-number",
    hint: "Visa, Mastercard or American Express. This is a demo: use 4242 4242 4242 4242, never your own.",
  });
  const expiry = textField("Expiry", {
    testid: "card-expiry",
    inputmode: "numeric",
    placeholder: "MM/YY",
    autocomplete: "cc-exp",
  });
  const code = textField("Security code", {
    testid: "card-code",
    inputmode: "numeric",
    autocomplete: "cc-csc",
    maxlength: 4,
  });
  openDialog({
    title: "Update card",
    body: [
      h(
        "div",
        { "data-usher-private": true, class: "stack" },
        number.node,
        h("div", { class: "row" }, expiry.node, code.node),
      ),
      h("p", { class: "hint" }, "To check the card we reserve £1, which your bank frees again within 7 days."),
    ],
    submit: { text: "Save card", testid: "card-save" },
    onSubmit() {
      const digits = number.value.replace(/\s/g, "");
      const brand = BRANDS.find(([pattern]) => pattern.test(digits))?.[1];
      const goodNumber = /^\d{15,16}$/.test(digits) && brand !== undefined;
      const goodExpiry = /^(0[1-9]|1[0-2])\/\d\d$/.test(expiry.value);
      const goodCode = /^\d{3,4}$/.test(code.value);
      number.fail(goodNumber ? undefined : "This isn't a card number that we take.");
      expiry.fail(goodExpiry ? undefined : "Enter month and year, such as 08/28.");
      code.fail(goodCode ? undefined : "Enter the 3 or 4 digits.");
      if (!goodNumber || !goodExpiry || !goodCode) return false;
      app.change((s) => {
        s.card = { brand, last4: digits.slice(-4), expiry: expiry.value };
        s.trouble.planPayment = false;
      });
      app.announce("card.updated");
      app.say("Card saved");
      return true;
    },
  });
}
