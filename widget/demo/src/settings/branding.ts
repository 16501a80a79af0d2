import type { App } from "../core/app";
import { h } from "../core/dom";
import { pickFile } from "../core/files";
import { limitsOf, me } from "../data/sums";
import { button } from "../ui/button";
import { selectField, textField } from "../ui/field";
import { foot, section } from "../ui/parts";

const TEMPLATES = ["Ledger", "Plain", "Studio", "Broadsheet", "Margin", "Compact", "Receipt", "Letter"];

const COLOURS = ["Deep green", "Ink", "Brick", "Ocean", "Plum"];

const OWN_BYTES = 200 * 1024;

const LOGO_BYTES = 2 * 1024 * 1024;

export function branding(app: App): HTMLElement {
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
