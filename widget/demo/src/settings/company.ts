import type { App, View } from "../core/app";
import { h } from "../core/dom";
import { log } from "../data/sums";
import { button } from "../ui/button";
import { textField, toggle } from "../ui/field";
import { foot, section } from "../ui/parts";
import { currencies } from "./currencies";
import { yourData } from "./data";
import { taxRates } from "./tax";
import { branding } from "./branding";
import { numbering } from "./numbering";

export function companyPage(app: App, _params: Record<string, string>): View {
  return {
    title: "Company",
    frame: "settings",
    lead: "What is printed on invoices, credit notes and statements.",
    body: [details(app), branding(app), numbering(app), taxRates(app), currencies(app), portal(app), yourData(app)],
  };
}

function details(app: App): HTMLElement {
  const { company } = app.state;
  const refusal = app.refusal("change the company");
  const name = textField("Company name", { testid: "company-name", value: company.name, refusal });
  const vat = textField("VAT number", { testid: "company-vat", value: company.vat, refusal });
  const address = textField("Address", { testid: "company-address", rows: 3, value: company.address, refusal });
  return section(
    "Company details",
    {},
    h("div", { class: "row" }, name.node, vat.node),
    address.node,
    h(
      "p",
      { class: "hint" },
      "Home currency: pound sterling. Country: United Kingdom. Neither can be changed after the first invoice is sent.",
    ),
    foot(
      button("Save details", {
        testid: "company-save",
        kind: "primary",
        refusal,
        onclick: () => {
          name.fail(name.value ? undefined : "Enter a name.");
          vat.fail(
            /^[A-Z]{2}[\dA-Z ]{5,}$/i.test(vat.value) || !vat.value ? undefined : "This isn't how a VAT number looks.",
          );
          if (document.querySelector("main [aria-invalid]")) return;
          app.change((s) => {
            Object.assign(s.company, { name: name.value, vat: vat.value, address: address.value });
            log(s, "Changed the company details");
          });
          app.announce("company.saved");
          app.say("Details saved");
        },
      }),
    ),
  );
}

function portal(app: App): HTMLElement {
  const refusal = app.refusal("change the company", "open the customer portal");
  return section(
    "Portal",
    {},
    toggle("Customer portal", {
      testid: "portal-on",
      checked: app.state.company.portal && !app.refusal(undefined, "open the customer portal"),
      refusal,
      hint: "One page where a customer sees, pays and downloads all of their invoices.",
      onchange: (on) => {
        app.change((s) => (s.company.portal = on));
        app.announce("portal.changed", { on });
        app.say(on ? "Customer portal is on" : "Customer portal is off");
      },
    }).node,
  );
}
