import type { App, View } from "../core/app";
import { h, type Child } from "../core/dom";
import { csv, download } from "../core/files";
import { plainAmount } from "../core/format";
import { button } from "../ui/button";
import { tabPanel, tabs } from "../ui/tabs";
import { bankFeed } from "./bank";
import { failedTable, payoutsTable, refundsTable } from "./others";
import { receivedTable } from "./received";

const TABS = [
  { id: "received", text: "Received" },
  { id: "failed", text: "Failed" },
  { id: "refunds", text: "Refunds" },
  { id: "payouts", text: "Payouts" },
  { id: "bank", text: "Bank feed" },
];
const COMES_AFTER = 600;
const BANK_COMES_AFTER = 2000;

export function paymentsPage(app: App): View {
  const local = app.local(() => ({ tab: app.nav.query.get("tab") ?? "received" }));
  const choose = (tab: string) => {
    local.tab = tab;
    app.nav.refresh();
  };
  const builders: Record<string, () => Child> = {
    received: () => app.slow("payments", COMES_AFTER, () => receivedTable(app)),
    failed: () => failedTable(app),
    refunds: () => refundsTable(app),
    payouts: () => payoutsTable(app),
    bank: () => app.slow("the bank feed", BANK_COMES_AFTER, () => bankFeed(app)),
  };
  const all = TABS.map((tab) => (tab.id === "failed" ? { ...tab, count: app.state.failed.length } : tab));
  return {
    title: "Payments",
    actions: button("Export", {
      testid: "payments-export",
      refusal: app.refusal("export"),
      onclick: () => exportList(app),
    }),
    body: [
      h("div", { class: "toolbar" }, tabs("Payments by kind", "payments-tab", all, local.tab, choose)),
      tabPanel("payments-tab", local.tab, (builders[local.tab] ?? builders["received"]!)()),
    ],
  };
}

function exportList(app: App): void {
  download(
    "payments.csv",
    csv([
      ["date", "invoice", "method", "amount", "fee"],
      ...app.state.payments.map((p) => [p.date, p.invoice, p.method, plainAmount(p.amount), "0.00"]),
    ]),
  );
  app.announce("payments.exported", { rows: app.state.payments.length });
  app.say("Payments exported");
}
