import type { App } from "../core/app";
import { h, live } from "../core/dom";
import type { Customer } from "../core/types";
import { log } from "../data/sums";
import { openDialog } from "../ui/dialog";
import { checkbox, radio } from "../ui/field";

const MOST = 10;
const MOST_CONTACTS = 4;

export function whyNotMerge(customers: Customer[], all: Customer[]): string | undefined {
  if (customers.length === 1 && !all.some((c) => c !== customers[0] && looksLike(c, customers[0]!)))
    return "Tick at least 2.";
  if (customers.length > MOST) return "At most 10 can be merged.";
  if (new Set(customers.map((c) => c.currency)).size > 1) return "They use different currencies.";
  if (customers.some((c) => c.archived)) return "One of them is archived. Restore it first.";
  if (customers.filter((c) => c.mandate).length > 1) return "Two have a Direct Debit mandate. Cancel one.";
  return undefined;
}

/** Merges the ticked records; with one ticked, those that share its email or VAT number are offered. */
export function mergeCustomers(app: App, ids: string[], done: () => void): void {
  const { customers } = app.state;
  const chosen = new Set(ids);
  const only = ids.length === 1 ? customers.find((c) => c.id === ids[0]) : undefined;
  const alike = only ? customers.filter((c) => c.id !== only.id && looksLike(c, only)) : [];
  for (const twin of alike) chosen.add(twin.id);
  let kept = "";
  const keep = live(() =>
    h(
      "fieldset",
      {},
      h("legend", {}, "Keep"),
      customers
        .filter((c) => chosen.has(c.id))
        .map(
          (c) =>
            radio(c.name, "keep", {
              testid: "merge-keep",
              label: `Keep ${c.name}`,
              checked: kept === c.id,
              hint: [c.email, c.vat, `${c.terms} days`].filter(Boolean).join(" · "),
              onchange: () => (kept = c.id),
            }).node,
        ),
    ),
  );
  openDialog({
    title: "Merge",
    body: [
      alike.length > 0 &&
        h(
          "fieldset",
          {},
          h("legend", {}, "Looks like the same customer"),
          alike.map(
            (c) =>
              checkbox(c.name, {
                testid: "merge-alike",
                checked: true,
                label: `Merge ${c.name} too`,
                hint: "Same email or VAT number.",
                onchange: (on) => {
                  if (on) chosen.add(c.id);
                  else chosen.delete(c.id);
                  if (kept === c.id && !on) kept = "";
                  keep.update();
                },
              }).node,
          ),
        ),
      h(
        "p",
        { class: "lead" },
        "Pick the record whose name, email and terms should stay. All invoices, payments, credit and notes move to it. A merge can't be undone.",
      ),
      keep.node,
    ],
    submit: { text: "Merge customers", testid: "merge-confirm" },
    onSubmit(dialog) {
      if (chosen.size < 2) dialog.trouble("Tick at least 2 customers to merge.");
      else if (!kept) dialog.trouble("Pick the record to keep.");
      else {
        done();
        app.change((s) =>
          merge(
            s,
            kept,
            [...chosen].filter((id) => id !== kept),
          ),
        );
        app.announce("customers.merged", { customers: chosen.size });
        app.say("Customers merged");
        return true;
      }
      return false;
    },
  });
}

function merge(state: App["state"], kept: string, others: string[]): void {
  const record = state.customers.find((c) => c.id === kept)!;
  const empties = state.customers.filter((c) => others.includes(c.id));
  for (const other of empties) {
    const more = [other.email, ...other.contacts].filter(
      (a) => a && a !== record.email && !record.contacts.includes(a),
    );
    record.contacts = [...record.contacts, ...more].slice(0, MOST_CONTACTS);
    record.credit += other.credit;
    record.mandate ||= other.mandate;
  }
  for (const owner of [...state.invoices, ...state.schedules])
    if (others.includes(owner.customer)) owner.customer = kept;
  state.customers = state.customers.filter((c) => !others.includes(c.id));
  log(state, `Merged ${empties.map((c) => c.name).join(", ")} into ${record.name}`);
}

function looksLike(a: Customer, b: Customer): boolean {
  return (
    !a.archived &&
    a.currency === b.currency &&
    ((a.email !== "" && a.email === b.email) || (a.vat !== "" && a.vat === b.vat))
  );
}
