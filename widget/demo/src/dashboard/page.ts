import type { App, View } from "../core/app";
import { h } from "../core/dom";
import { count, day, daysBetween, money, shortDate } from "../core/format";
import { customerName, homeTotal, me, owedOn, stateOf } from "../data/sums";
import { button } from "../ui/button";
import { icon } from "../ui/icons";
import { empty, pill, section, table } from "../ui/parts";

export function dashboardPage(app: App): View {
  const { state, nav } = app;
  const open = state.invoices.filter((i) => !i.binned && owedOn(state, i) > 0);
  const overdue = open.filter((i) => stateOf(state, i) === "Overdue").sort((a, b) => a.due.localeCompare(b.due));
  const month = state.payments.filter((p) => p.date.startsWith(day(0).slice(0, 7)));
  const figure = (name: string, value: string, note: string, kind = "") =>
    h(
      "div",
      { class: `figure-card ${kind}` },
      h("p", { class: "figure-name" }, name),
      h("p", { class: "figure-value" }, value),
      h("p", { class: "figure-note" }, note),
    );
  return {
    title: "Dashboard",
    lead: `Hello ${me(state).name.split(" ")[0]}, here is how ${state.company.name} is doing.`,
    actions: button("New invoice", {
      kind: "primary",
      icon: "plus",
      testid: "dashboard-new-invoice",
      refusal: app.refusal("write invoices"),
      onclick: () => nav.go("/invoices/new"),
    }),
    body: [
      h(
        "div",
        { class: "figures" },
        figure("Owed to you", money(homeTotal(open, (i) => owedOn(state, i))), `${count(open.length, "invoice")} open`),
        figure(
          "Overdue",
          money(homeTotal(overdue, (i) => owedOn(state, i))),
          overdue.length ? `Oldest is ${count(daysBetween(overdue[0]!.due, day(0)), "day")} late` : "Nothing is late",
          overdue.length ? "late" : "",
        ),
        figure(
          "Paid this month",
          money(month.reduce((sum, p) => sum + p.amount, 0)),
          `${count(month.length, "payment")} since the first`,
        ),
      ),
      section(
        h("a", { href: nav.href("/invoices?tab=overdue"), "data-testid": "dashboard-overdue" }, "Overdue invoices"),
        { lead: "Past their due date, oldest first." },
        overdue.length
          ? table(
              "Overdue invoices, oldest first",
              ["Number", "Customer", { text: "Due", class: "roomy" }, { text: "Owed", class: "num" }],
              overdue.map((i) => [
                h("a", { href: nav.href(`/invoices/${i.number}`) }, i.number),
                customerName(state, i.customer),
                shortDate(i.due),
                money(owedOn(state, i), i.currency),
              ]),
            )
          : empty("Nothing is overdue", "Invoices past their due date show up here, oldest first."),
      ),
      h("div", { class: "columns" }, recent(app), setup(app)),
      h(
        "p",
        { class: "fine" },
        "Figures are brought up to date every 15 minutes. An invoice itself always shows its true state.",
      ),
    ],
  };
}

function recent(app: App): HTMLElement {
  const latest = [...app.state.payments].sort((a, b) => b.date.localeCompare(a.date)).slice(0, 5);
  const row = (payment: (typeof latest)[number]) => {
    const invoice = app.state.invoices.find((i) => i.number === payment.invoice);
    return h(
      "li",
      {},
      h(
        "span",
        {},
        h("strong", {}, invoice ? customerName(app.state, invoice.customer) : "Customer"),
        h("small", {}, `${payment.invoice} · ${payment.method}`),
      ),
      h("span", { class: "figure" }, money(payment.amount, invoice?.currency), h("small", {}, shortDate(payment.date))),
    );
  };
  return section("Latest payments", {}, h("ul", { class: "feed" }, latest.map(row)));
}

function setup(app: App): HTMLElement {
  const { state } = app;
  const tasks: [string, boolean, string][] = [
    ["Fill in the company details", true, "/settings/company"],
    ["Connect Stripe to be paid by card", state.integrations.stripe === "connected", "/settings/integrations"],
    ["Turn on two-factor sign-in", me(state).twoFactor, "/settings/security"],
    ["Remind late payers automatically", state.reminders.on, "/settings/notifications"],
  ];
  const open = tasks.find(([, done]) => !done);
  return section(
    "Set up",
    {
      aside: open
        ? h("a", { href: app.nav.href(open[2]), "data-testid": "dashboard-setup" }, "Finish setting up")
        : pill("Done"),
    },
    h(
      "ul",
      { class: "checklist" },
      tasks.map(([text, done]) =>
        h(
          "li",
          { class: done ? "done" : undefined },
          h("span", { class: "tick" }, done && icon("check")),
          h("span", {}, text),
          h("span", { class: "sr" }, done ? ", done" : ", to do"),
        ),
      ),
    ),
  );
}
