import type { App } from "../core/app";
import { h } from "../core/dom";
import { log } from "../data/sums";
import { button } from "../ui/button";
import { textField } from "../ui/field";
import { foot, section } from "../ui/parts";

export function numbering(app: App): HTMLElement {
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
