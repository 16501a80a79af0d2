import type { App, View } from "../core/app";
import { h, live, replace } from "../core/dom";
import { count, day } from "../core/format";
import type { Invoice } from "../core/types";
import { newInvoice } from "../data/invoices";
import { activeCustomers, customerBy, invoiceBy, limitsOf, nextNumber, totalOf } from "../data/sums";
import { button } from "../ui/button";
import { selectField, textField, toggle } from "../ui/field";
import { notice, section } from "../ui/parts";
import { notFound } from "../shell/not-found";
import { attachments } from "./files";
import { linesEditor } from "./lines";
import { paymentOptions } from "./options";
import { INTERVALS } from "./recurring";

export function newInvoicePage(app: App): View {
  return { title: "New invoice", lead: "Nothing reaches your customer until you send it.", body: form(app) };
}

export function editInvoicePage(app: App, { number = "" }: Record<string, string>): View {
  const invoice = invoiceBy(app.state, number);
  return invoice?.stage === "draft" ? { title: `Edit ${number}`, body: form(app, invoice) } : notFound(app);
}

function form(app: App, draft?: Invoice): HTMLElement {
  const { state, nav } = app;
  const forbidden = app.refusal("write invoices");
  const alert = h("div", { role: "alert", class: "trouble" });
  const filled = h("p", { class: "hint", role: "status" });
  const customer = selectField("Customer", {
    testid: "invoice-customer",
    value: draft?.customer,
    placeholder: "Pick a customer",
    options: activeCustomers(state).map((c) => [c.id, c.name] as const),
    onchange: picked,
  });
  const currency = selectField("Currency", {
    testid: "invoice-currency",
    value: draft?.currency ?? "GBP",
    options: state.currencies,
    refusal: app.refusal(undefined, "use other currencies"),
    onchange: () => lines.redraw(),
  });
  const due = textField("Due date", { testid: "invoice-due-date", type: "date", value: draft?.due ?? day(30) });
  const lines = linesEditor(app, draft?.lines ?? [], () => currency.value);
  const files = attachments(app, draft?.files ?? []);
  const options = paymentOptions(app, draft);
  const every = selectField("Repeat every", {
    testid: "invoice-repeat-every",
    value: "month",
    options: INTERVALS,
    hint: "The first invoice goes out the next morning at 07:00.",
  });
  const repeat = toggle("Repeat this invoice", {
    testid: "invoice-repeat",
    refusal: app.refusal("write invoices", "repeat invoices"),
    hint: "Makes and sends the same invoice by itself.",
    onchange: () => redraw(),
  });
  const schedule = live(() => (repeat.control.checked ? h("div", { class: "reveal" }, every.node) : null));
  const foot = live(
    () => [
      button("Cancel", { kind: "quiet", onclick: () => nav.go(draft ? `/invoices/${draft.number}` : "/invoices") }),
      button("Save draft", {
        testid: "invoice-save-draft",
        type: "submit",
        kind: repeat.control.checked ? undefined : "primary",
        refusal: forbidden,
      }),
      repeat.control.checked &&
        button("Start schedule", {
          testid: "invoice-start-schedule",
          kind: "primary",
          icon: "repeat",
          onclick: startSchedule,
        }),
    ],
    { class: "form-foot" },
  );
  const redraw = () => {
    schedule.update();
    foot.update();
  };

  return h(
    "form",
    {
      class: "invoice-form",
      novalidate: true,
      onsubmit: (event: Event) => {
        event.preventDefault();
        save();
      },
    },
    forbidden && notice("info", h("p", {}, forbidden)),
    section("Customer", {}, h("div", { class: "row" }, customer.node, due.node, currency.node), filled),
    section("Lines", {}, lines.node),
    section("Files", { lead: `Up to ${count(limitsOf(state).files, "file")}, 20 MB together.` }, files.node),
    section("Payment", {}, options.nodes),
    draft ? null : section("Repeat", {}, repeat.node, schedule.node),
    alert,
    foot.node,
  );

  function picked() {
    customer.fail();
    const chosen = customerBy(state, customer.value);
    if (!chosen) return;
    due.control.value = day(chosen.terms);
    if (state.currencies.includes(chosen.currency)) currency.control.value = chosen.currency;
    const last = state.invoices.find((i) => i.customer === chosen.id && i.stage === "sent" && totalOf(i) > 0);
    if (!draft && last && lines.untouched()) {
      lines.fill(last.lines);
      replace(filled, `Lines filled in from ${last.number}, their last invoice. Change what you need.`);
    } else {
      lines.redraw();
      replace(filled);
    }
  }

  function read(): (Partial<Invoice> & Pick<Invoice, "customer" | "lines">) | undefined {
    customer.fail(customer.value ? undefined : "Pick a customer.");
    due.fail(due.value ? undefined : "Enter a date.");
    const written = lines.read();
    const chosen = options.read();
    const fine = customer.value && due.value && written && chosen;
    replace(alert, fine ? null : "Something is missing. Look at the fields marked in red.");
    if (!fine) document.querySelector<HTMLElement>(".invoice-form [aria-invalid]")?.focus();
    return fine
      ? {
          customer: customer.value,
          lines: written,
          due: due.value,
          currency: currency.value,
          files: files.files,
          ...chosen,
        }
      : undefined;
  }

  function save() {
    const made = read();
    if (!made) return;
    const number = draft?.number ?? nextNumber(state);
    app.keep((s) => {
      const old = invoiceBy(s, number);
      if (old) Object.assign(old, made);
      else {
        s.invoices.unshift(newInvoice({ ...made, number, activity: [{ date: day(0), text: "Draft written" }] }));
        s.company.next += 1;
      }
    });
    nav.go(`/invoices/${number}`);
    if (!draft) app.announce("invoice.created", { number });
    app.say("Draft saved");
  }

  function startSchedule() {
    const made = read();
    if (!made) return;
    if (state.schedules.filter((s) => s.state === "Active").length >= limitsOf(state).schedules) {
      return replace(alert, `Your plan allows ${limitsOf(state).schedules} active schedules. Pause one first.`);
    }
    const amount = totalOf(newInvoice({ ...made, number: "" }));
    app.keep((s) =>
      s.schedules.unshift({
        id: `s${Date.now()}`,
        customer: made.customer,
        every: every.value,
        next: day(1),
        amount,
        state: "Active",
      }),
    );
    nav.go("/invoices");
    app.announce("schedule.started", { every: every.value });
    app.say("Schedule started");
  }
}
