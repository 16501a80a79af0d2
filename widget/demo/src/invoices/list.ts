import type { App, View } from "../core/app";
import { h, live, type Child } from "../core/dom";
import { csv, download } from "../core/files";
import { money, plainAmount, shortDate } from "../core/format";
import type { Invoice } from "../core/types";
import { customerName, owedOn, stateOf, totalOf } from "../data/sums";
import { button } from "../ui/button";
import { empty, pill, table } from "../ui/parts";
import { tabPanel, tabs } from "../ui/tabs";
import { binTable } from "./bin";
import { recurringTable } from "./recurring";

const TABS = ["All", "Drafts", "Sent", "Overdue", "Paid", "Recurring", "Bin"].map((text) => ({
  id: text.toLowerCase(),
  text,
}));
const COMES_AFTER = 600;

export function invoicesPage(app: App): View {
  const { state, nav } = app;
  const local = app.local(() => ({ tab: nav.query.get("tab") ?? "all", search: "", ticked: new Set<string>() }));
  const shown = () =>
    state.invoices.filter((i) => !i.binned && inTab(app, i, local.tab) && matches(app, i, local.search));
  const choose = (tab: string) => {
    local.tab = tab;
    local.ticked.clear();
    nav.refresh();
  };
  const rows = live(() =>
    local.tab === "recurring"
      ? recurringTable(app)
      : local.tab === "bin"
        ? binTable(app)
        : invoiceTable(app, shown(), local.tab === "drafts" ? local.ticked : undefined),
  );
  const overdue = state.invoices.filter((i) => !i.binned && stateOf(state, i) === "Overdue").length;
  return {
    title: "Invoices",
    actions: [
      button("Export", {
        testid: "invoices-export",
        refusal: app.refusal("export"),
        onclick: () => exportList(app, shown()),
      }),
      button("New invoice", {
        kind: "primary",
        icon: "plus",
        testid: "invoices-new",
        refusal: app.refusal("write invoices"),
        onclick: () => nav.go("/invoices/new"),
      }),
    ],
    body: [
      h(
        "div",
        { class: "toolbar" },
        tabs(
          "Invoices by state",
          "invoices-tab",
          TABS.map((tab) => (tab.id === "overdue" ? { ...tab, count: overdue } : tab)),
          local.tab,
          choose,
        ),
        h("input", {
          type: "search",
          class: "search",
          "aria-label": "Search invoices",
          placeholder: "Search invoices",
          "data-testid": "invoices-search",
          value: local.search,
          autocomplete: "off",
          oninput: (event: Event) => {
            local.search = (event.target as HTMLInputElement).value;
            rows.update();
          },
        }),
      ),
      tabPanel(
        "invoices-tab",
        local.tab,
        app.slow("invoices", COMES_AFTER, () => rows.node),
      ),
    ],
  };
}

function invoiceTable(app: App, invoices: Invoice[], ticked?: Set<string>): Child {
  const { state, nav } = app;
  if (!invoices.length) return empty("No invoices here", "Try another tab or another search.");
  const rows = invoices.map((i) => {
    const cells: Child[] = [
      h("a", { href: nav.href(`/invoices/${i.number}`), "data-testid": "invoice-row", class: "number" }, i.number),
      [customerName(state, i.customer), h("span", { class: "slim" }, pill(stateOf(state, i)))],
      pill(stateOf(state, i)),
      shortDate(i.issued),
      shortDate(i.due),
      h("span", { class: i.stage === "void" ? "struck" : undefined }, money(totalOf(i), i.currency)),
      owedOn(state, i) ? money(owedOn(state, i), i.currency) : "–",
    ];
    return ticked ? [tick(app, i, ticked), ...cells] : cells;
  });
  const columns = [
    "Number",
    "Customer",
    { text: "State", class: "roomy" },
    { text: "Date", class: "roomy" },
    { text: "Due", class: "roomy" },
    { text: "Total", class: "num" },
    { text: "Owed", class: "num roomy" },
  ];
  const list = table("Invoices", ticked ? [{ text: "Select", hidden: true }, ...columns] : columns, rows);
  return ticked ? [draftsBar(app, ticked), list] : list;
}

function tick(app: App, invoice: Invoice, ticked: Set<string>): HTMLElement {
  return h("input", {
    type: "checkbox",
    "aria-label": `Select ${invoice.number}`,
    "data-testid": "invoice-select",
    checked: ticked.has(invoice.number),
    onchange: (event: Event) => {
      if ((event.target as HTMLInputElement).checked) ticked.add(invoice.number);
      else ticked.delete(invoice.number);
      app.nav.refresh();
    },
  });
}

function draftsBar(app: App, ticked: Set<string>): Child {
  if (!ticked.size) return null;
  return h(
    "div",
    { class: "selection" },
    h("span", {}, `${ticked.size} selected`),
    button("Delete", {
      testid: "drafts-delete",
      kind: "danger",
      refusal: app.refusal("write invoices"),
      onclick: () => {
        const numbers = [...ticked];
        ticked.clear();
        app.change((s) =>
          s.invoices.filter((i) => numbers.includes(i.number)).forEach((i) => (i.binned = new Date().toISOString())),
        );
        app.announce("invoice.deleted", { drafts: numbers.length });
        app.say("Drafts moved to the bin");
      },
    }),
  );
}

function inTab(app: App, invoice: Invoice, tab: string): boolean {
  const state = stateOf(app.state, invoice);
  if (tab === "drafts") return state === "Draft";
  if (tab === "sent") return ["Sent", "Viewed", "Part paid", "Overdue"].includes(state);
  if (tab === "overdue") return state === "Overdue";
  if (tab === "paid") return state === "Paid" || state === "Credited";
  return true;
}

/** Number, customer, line descriptions and the amount in full. */
function matches(app: App, invoice: Invoice, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  const text = [invoice.number, customerName(app.state, invoice.customer), ...invoice.lines.map((l) => l.description)]
    .join("\n")
    .toLowerCase();
  return text.includes(wanted) || plainAmount(totalOf(invoice)) === wanted;
}

function exportList(app: App, invoices: Invoice[]): void {
  const rows = invoices.map((i) => [
    i.number,
    customerName(app.state, i.customer),
    stateOf(app.state, i).toLowerCase(),
    i.issued,
    i.due,
    i.currency,
    plainAmount(totalOf(i)),
    plainAmount(owedOn(app.state, i)),
  ]);
  download(
    "invoices.csv",
    csv([["number", "customer", "state", "issue_date", "due_date", "currency", "total", "owed"], ...rows]),
  );
  app.announce("invoices.exported", { rows: rows.length });
  app.say("Invoices exported");
}
