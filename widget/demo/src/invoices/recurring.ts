import type { App } from "../core/app";
import { h, type Child } from "../core/dom";
import { money, shortDate } from "../core/format";
import type { Schedule } from "../core/types";
import { customerName, limitsOf } from "../data/sums";
import { button } from "../ui/button";
import { openDialog } from "../ui/dialog";
import { selectField } from "../ui/field";
import { empty, notice, pill, table } from "../ui/parts";

export const INTERVALS = ["week", "month", "quarter", "year"];

export function recurringTable(app: App): Child {
  const { state } = app;
  const refusal = app.refusal("write invoices", "repeat invoices");
  if (!state.schedules.length)
    return empty("No schedules yet", "Turn on Repeat this invoice on a new invoice to start one.");
  return [
    state.plan === "free" &&
      notice("info", h("p", {}, "Recurring schedules are paused on the Free plan. They need Plus or Business.")),
    table(
      `Schedules, ${limitsOf(state).schedules} active ones are possible`,
      [
        "Customer",
        { text: "Repeats", class: "roomy" },
        { text: "Next invoice", class: "roomy" },
        "State",
        { text: "Amount", class: "num" },
        { text: "Actions", hidden: true },
      ],
      state.schedules.map((schedule) => {
        const active = schedule.state === "Active" && state.plan !== "free";
        return [
          customerName(state, schedule.customer),
          `Every ${schedule.every}`,
          active ? shortDate(schedule.next) : "–",
          pill(active ? "Active" : "Paused"),
          money(schedule.amount),
          h(
            "span",
            { class: "row-actions" },
            button(active ? "Pause" : "Start", {
              testid: "schedule-pause",
              refusal,
              hushed: true,
              onclick: () => turn(app, schedule.id),
            }),
            button("Edit", { testid: "schedule-edit", refusal, hushed: true, onclick: () => edit(app, schedule) }),
            button("End", {
              testid: "schedule-end",
              kind: "danger",
              refusal,
              hushed: true,
              onclick: () => end(app, schedule.id),
            }),
          ),
        ];
      }),
    ),
  ];
}

function turn(app: App, id: string): void {
  const schedule = app.state.schedules.find((s) => s.id === id)!;
  const state = schedule.state === "Active" ? "Paused" : "Active";
  app.change((s) => (s.schedules.find((x) => x.id === id)!.state = state));
  app.announce(state === "Active" ? "schedule.resumed" : "schedule.paused");
  app.say(state === "Active" ? "Schedule started again" : "Schedule paused");
}

function edit(app: App, schedule: Schedule): void {
  const every = selectField("Repeat every", {
    testid: "schedule-every",
    value: schedule.every,
    options: INTERVALS,
    hint: "Counts from the next invoice on.",
  });
  openDialog({
    title: "Edit schedule",
    body: every.node,
    submit: { text: "Save schedule", testid: "schedule-save" },
    onSubmit() {
      app.change((s) => (s.schedules.find((x) => x.id === schedule.id)!.every = every.value));
      app.say("Schedule saved");
    },
  });
}

function end(app: App, id: string): void {
  openDialog({
    title: "End schedule",
    body: h("p", {}, "No further invoices are made. Invoices that were sent stay as they are."),
    submit: { text: "End for good", testid: "schedule-end-confirm", danger: true },
    onSubmit() {
      app.change((s) => (s.schedules = s.schedules.filter((x) => x.id !== id)));
      app.announce("schedule.ended");
      app.say("Schedule ended");
    },
  });
}
