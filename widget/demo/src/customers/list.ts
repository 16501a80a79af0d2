import type { App, View } from "../core/app";
import { h, live, type Child } from "../core/dom";
import { csv, download } from "../core/files";
import { count, money } from "../core/format";
import type { Customer, Invoice } from "../core/types";
import { limitsOf, owedOn } from "../data/sums";
import { button } from "../ui/button";
import { toggle } from "../ui/field";
import { empty, pill, table } from "../ui/parts";
import { customerDetails } from "./details";
import { mergeCustomers, whyNotMerge } from "./merge";

const COMES_AFTER = 600;
const MOST_ARCHIVED = 200;

interface Local {
  search: string;
  archived: boolean;
  ticked: Set<string>;
}

export function customersPage(app: App): View {
  const { state, nav } = app;
  const local = app.local<Local>(() => ({ search: "", archived: false, ticked: new Set() }));
  const active = state.customers.filter((c) => !c.archived).length;
  const full =
    active >= limitsOf(state).customers ? `Your plan allows ${limitsOf(state).customers} customers.` : undefined;
  const shown = () =>
    state.customers
      .filter((c) => (local.archived || !c.archived) && matches(c, local.search))
      .sort((a, b) => a.name.localeCompare(b.name));
  const rows = live(() => [selection(app, local), customerTable(app, shown(), local)]);
  return {
    title: "Customers",
    lead: `${count(active, "active customer")} of ${limitsOf(state).customers.toLocaleString("en-GB")}`,
    actions: [
      button("Export", {
        testid: "customers-export",
        refusal: app.refusal("export"),
        onclick: () => exportList(app, shown()),
      }),
      button("New customer", {
        kind: "primary",
        icon: "plus",
        testid: "customers-new",
        refusal: app.refusal("edit customers") ?? full,
        onclick: () => nav.go("/customers/new"),
      }),
    ],
    body: [
      h(
        "div",
        { class: "toolbar" },
        h("input", {
          type: "search",
          class: "search",
          "aria-label": "Search customers",
          placeholder: "Search customers",
          "data-testid": "customers-search",
          value: local.search,
          autocomplete: "off",
          oninput: (event: Event) => {
            local.search = (event.target as HTMLInputElement).value;
            rows.update();
          },
        }),
        toggle("Show archived", {
          testid: "customers-show-archived",
          checked: local.archived,
          onchange: (on) => {
            local.archived = on;
            local.ticked.clear();
            nav.refresh();
          },
        }).node,
      ),
      app.slow("customers", COMES_AFTER, () => rows.node),
    ],
  };
}

function customerTable(app: App, customers: Customer[], local: Local): Child {
  if (!customers.length)
    return empty("No customers found", "Archived customers are found only while Show archived is on.");
  const { state } = app;
  const total = (invoices: Invoice[]) => invoices.reduce((sum, i) => sum + owedOn(state, i), 0);
  const tick = (c: Customer) =>
    h("input", {
      type: "checkbox",
      "aria-label": `Select ${c.name}`,
      "data-testid": "customer-select",
      checked: local.ticked.has(c.id),
      onchange: (event: Event) => {
        if ((event.target as HTMLInputElement).checked) local.ticked.add(c.id);
        else local.ticked.delete(c.id);
        app.nav.refresh();
      },
    });
  return table(
    "Customers",
    [
      { text: "Select", hidden: true, class: "tick-cell" },
      "Name",
      { text: "Email", class: "roomy" },
      { text: "Terms", class: "roomy" },
      { text: "Owed", class: "num" },
    ],
    customers.map((c) => {
      const owed = state.invoices.filter((i) => i.customer === c.id && i.currency === c.currency);
      return [
        tick(c),
        [
          h(
            "button",
            {
              type: "button",
              role: "link",
              class: "name-link",
              "data-testid": "customer-row",
              onclick: () => customerDetails(app, c.id),
            },
            c.name,
          ),
          " ",
          c.archived && pill("Archived"),
          c.credit > 0 && pill("Credit"),
        ],
        c.email || h("span", { class: "faint" }, "No email"),
        c.terms === 0 ? "On receipt" : `${c.terms} days`,
        total(owed) ? money(total(owed), c.currency) : h("span", { class: "faint" }, "–"),
      ];
    }),
  );
}

function selection(app: App, local: Local): Child {
  const ticked = app.state.customers.filter((c) => local.ticked.has(c.id));
  if (!ticked.length) return null;
  const refusal = app.refusal("remove customers");
  return h(
    "div",
    { class: "selection" },
    h("span", {}, `${ticked.length} selected`),
    button("Merge", {
      testid: "customers-merge",
      refusal: refusal ?? whyNotMerge(ticked, app.state.customers),
      onclick: () =>
        mergeCustomers(
          app,
          ticked.map((c) => c.id),
          () => local.ticked.clear(),
        ),
    }),
    button("Archive", {
      testid: "customers-archive",
      refusal,
      hushed: Boolean(refusal),
      onclick: () => archive(app, local, ticked.slice(0, MOST_ARCHIVED)),
    }),
    button("Clear", {
      kind: "quiet",
      onclick: () => {
        local.ticked.clear();
        app.nav.refresh();
      },
    }),
  );
}

function archive(app: App, local: Local, customers: Customer[]): void {
  const ids = customers.map((c) => c.id);
  local.ticked.clear();
  app.change((s) => {
    for (const customer of s.customers) if (ids.includes(customer.id)) customer.archived = true;
    for (const schedule of s.schedules) if (ids.includes(schedule.customer)) schedule.state = "Paused";
  });
  app.announce("customer.archived", { customers: ids.length });
  app.say(ids.length > 1 ? "Customers archived" : "Customer archived");
}

function matches(customer: Customer, search: string): boolean {
  return [customer.name, customer.email, customer.vat].join("\n").toLowerCase().includes(search.trim().toLowerCase());
}

function exportList(app: App, customers: Customer[]): void {
  download(
    "customers.csv",
    csv([
      ["name", "email", "address", "vat_number", "terms_days", "currency"],
      ...customers.map((c) => [c.name, c.email, c.address, c.vat, c.terms, c.currency]),
    ]),
  );
  app.announce("customers.exported", { rows: customers.length });
  app.say("Customers exported");
}
