import type { App, View } from "../core/app";
import { h } from "../core/dom";
import { pickFile } from "../core/files";
import { limitsOf, log, me } from "../data/sums";
import { button } from "../ui/button";
import { selectField, textField, toggle } from "../ui/field";
import { section } from "../ui/parts";
import { currencies } from "./currencies";
import { yourData } from "./data";
import { taxRates } from "./tax";

const TEMPLATES = ["Ledger", "Plain", "Studio", "Broadsheet", "Margin", "Compact", "Receipt", "Letter"];
const COLOURS = ["Deep green", "Ink", "Brick", "Ocean", "Plum"];
const OWN_BYTES = 200 * 1024;
const LOGO_BYTES = 2 * 1024 * 1024;

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

function branding(app: App): HTMLElement {
  const { company } = app.state;
  const refusal = app.refusal("change the company");
  const template = selectField("Template", {
    testid: "branding-template",
    value: company.template,
    options: TEMPLATES.slice(0, limitsOf(app.state).templates),
    refusal,
  });
  const colour = selectField("Accent colour", {
    testid: "branding-colour",
    value: company.colour,
    options: COLOURS,
    refusal: refusal ?? app.refusal(undefined, "set an accent colour"),
  });
  const footer = textField("Footer text", {
    testid: "branding-footer",
    value: company.footer,
    maxlength: 500,
    refusal,
    hint: "The same on all invoices, up to 500 characters.",
  });
  const upload = (file: File) => {
    const fine = /\.(png|jpe?g)$/i.test(file.name) && file.size <= LOGO_BYTES;
    if (!fine) return app.say("Use a PNG or JPEG file of up to 2 MB");
    app.change((s) => (s.company.logo = file.name));
    app.say("Logo uploaded");
  };
  return section(
    "Branding",
    {},
    h(
      "div",
      { class: "logo-row" },
      h("span", { class: "logo-box", "aria-hidden": "true" }, company.name.slice(0, 1)),
      h(
        "div",
        {},
        h("p", {}, company.logo || "No logo yet"),
        h("p", { class: "hint" }, "PNG or JPEG, up to 2 MB, at least 300 pixels wide."),
      ),
      button("Upload logo", {
        testid: "branding-logo",
        refusal,
        hushed: true,
        onclick: () => pickFile(".png,.jpg,.jpeg", upload),
      }),
    ),
    h("div", { class: "row" }, template.node, colour.node),
    footer.node,
    h(
      "div",
      { class: "actions wrap" },
      button("Own template", {
        testid: "branding-own",
        refusal: refusal ?? app.refusal(undefined, "use an own template"),
        onclick: () =>
          pickFile(".html", (file) =>
            app.say(
              file.size > OWN_BYTES
                ? "The file can have up to 200 KB"
                : "Template uploaded, scripts and remote images removed",
            ),
          ),
      }),
      button("Send test", {
        testid: "branding-test",
        refusal,
        hushed: true,
        onclick: () => app.say(`Sample sent to ${me(app.state).email}`),
      }),
    ),
    foot(
      button("Save branding", {
        testid: "branding-save",
        kind: "primary",
        refusal,
        onclick: () => {
          app.change((s) =>
            Object.assign(s.company, {
              template: template.value,
              colour: colour.value || s.company.colour,
              footer: footer.value,
            }),
          );
          app.announce("branding.saved");
          app.say("Branding saved");
        },
      }),
    ),
  );
}

function numbering(app: App): HTMLElement {
  const { company } = app.state;
  const refusal = app.refusal("change the company");
  const prefix = textField("Prefix", {
    testid: "numbering-prefix",
    value: company.prefix,
    maxlength: 8,
    refusal,
    hint: "Up to 8 letters, digits or hyphens.",
  });
  const next = textField("Next number", {
    testid: "numbering-next",
    value: String(company.next),
    inputmode: "numeric",
    refusal,
    hint: "It can only be raised.",
  });
  const restart = () => {
    const same = prefix.value === company.prefix;
    prefix.fail(same ? "Change the prefix first. Restarting is possible once in a calendar year." : undefined);
    if (same) return prefix.control.focus();
    app.change((s) => {
      Object.assign(s.company, { prefix: prefix.value, next: 1 });
      log(s, `Restarted the count with the prefix ${prefix.value}`);
    });
    app.announce("company.saved");
    app.say("Count restarted");
  };
  return section(
    "Invoice numbering",
    { lead: "Credit notes have their own count with the prefix CN-." },
    h("div", { class: "row" }, prefix.node, next.node),
    foot(
      button("Restart count", { testid: "numbering-restart", kind: "quiet", refusal, hushed: true, onclick: restart }),
      button("Save details", {
        testid: "numbering-save",
        refusal,
        onclick: () => {
          const number = Number(next.value);
          const raised = Number.isInteger(number) && number >= company.next;
          prefix.fail(/^[\dA-Za-z-]{1,8}$/.test(prefix.value) ? undefined : "Use letters, digits and hyphens.");
          next.fail(raised ? undefined : `It can't be below ${company.next}: a number is never used twice.`);
          if (!raised || !/^[\dA-Za-z-]{1,8}$/.test(prefix.value)) return;
          app.change((s) => {
            Object.assign(s.company, { prefix: prefix.value, next: number });
            log(s, `Set the next number to ${number}`);
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

export function foot(...children: Parameters<typeof h>[2][]): HTMLElement {
  return h("div", { class: "card-foot" }, children);
}
