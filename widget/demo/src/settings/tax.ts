import type { App } from "../core/app";
import { h } from "../core/dom";
import { log } from "../data/sums";
import { button } from "../ui/button";
import { openDialog } from "../ui/dialog";
import { textField, toggle } from "../ui/field";
import { pill, section, table } from "../ui/parts";

const MOST = 40;

export function taxRates(app: App): HTMLElement {
  const refusal = app.refusal("set tax rates");
  const active = app.state.taxRates.filter((r) => !r.retired);
  const full = active.length >= MOST ? `An account can hold ${MOST} active rates.` : undefined;
  const edit = (id: string, change: () => void, said: string) => () => {
    app.change((s) => s.taxRates.filter((r) => r.id === id).forEach(() => change()));
    app.say(said);
  };
  return section(
    "Tax rates",
    {
      lead: "Each invoice line carries one.",
      aside: button("Add tax rate", {
        testid: "tax-add",
        icon: "plus",
        refusal: refusal ?? full,
        onclick: () => addRate(app),
      }),
    },
    table(
      "Tax rates",
      ["Rate", { text: "Percentage", class: "num" }, { text: "Actions", hidden: true, class: "num" }],
      active.map((rate) => [
        [rate.name, " ", rate.standard && pill("Default")],
        `${rate.percent}%`,
        h(
          "span",
          { class: "row-actions" },
          !rate.standard &&
            button("Make default", {
              testid: "tax-default",
              kind: "quiet",
              refusal,
              hushed: true,
              onclick: edit(
                rate.id,
                () => app.state.taxRates.forEach((r) => (r.standard = r.id === rate.id)),
                "Default rate changed",
              ),
            }),
          button("Retire", {
            testid: "tax-retire",
            kind: "quiet",
            refusal: refusal ?? (rate.standard ? "It is the default." : undefined),
            hushed: true,
            onclick: edit(rate.id, () => (rate.retired = true), "Tax rate retired"),
          }),
        ),
      ]),
    ),
    toggle("Prices include tax", {
      testid: "tax-included",
      checked: app.state.company.pricesIncludeTax,
      refusal,
      hint: "Counts for new invoices only.",
      onchange: (on) => app.change((s) => (s.company.pricesIncludeTax = on)),
    }).node,
  );
}

function addRate(app: App): void {
  const name = textField("Rate name", { testid: "tax-name", hint: "For example Standard VAT." });
  const percentage = textField("Percentage", {
    testid: "tax-percentage",
    inputmode: "decimal",
    hint: "Up to 3 decimal places.",
  });
  openDialog({
    title: "Add tax rate",
    body: [name.node, percentage.node],
    submit: { text: "Save tax rate", testid: "tax-save" },
    onSubmit() {
      const text = percentage.value.replace(/%$/, "");
      const fine = /^\d{1,2}(\.\d{1,3})?$|^100$/.test(text);
      const taken = app.state.taxRates.some((r) => !r.retired && r.name.toLowerCase() === name.value.toLowerCase());
      name.fail(!name.value ? "Enter a name." : taken ? "A rate with this name exists." : undefined);
      percentage.fail(fine ? undefined : "Enter a number from 0 to 100 with up to 3 decimal places.");
      if (!name.value || taken || !fine) return false;
      app.change((s) => {
        s.taxRates.push({
          id: `t${Date.now()}`,
          name: name.value,
          percent: Number(text),
          standard: false,
          retired: false,
        });
        log(s, `Added the tax rate ${name.value} ${text}%`);
      });
      app.announce("tax_rate.created", { percent: Number(text) });
      app.say("Tax rate saved");
      return true;
    },
  });
}
