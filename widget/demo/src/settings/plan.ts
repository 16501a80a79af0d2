import type { App } from "../core/app";
import { h, live } from "../core/dom";
import { day, daysBetween, money, shortDate } from "../core/format";
import { PLANS, RANK } from "../core/plans";
import type { Period, Plan } from "../core/types";
import { log } from "../data/sums";
import { openDialog } from "../ui/dialog";
import { checkbox, radio, selectField } from "../ui/field";

const REASONS = ["Too expensive", "Something is missing", "We moved to another product", "The company closes", "Other"];

export function changePlan(app: App): void {
  const { state } = app;
  const chosen = { plan: state.plan, period: state.period };
  const price = (plan: Plan) => (chosen.period === "monthly" ? PLANS[plan].monthly : PLANS[plan].yearly);
  const due = live(() =>
    h(
      "p",
      { class: "due-today", role: "status" },
      h("span", {}, "Due today"),
      h("strong", {}, money(dueToday(app, chosen))),
      h("small", {}, words(app, chosen)),
    ),
  );
  const transfer = live(
    () =>
      chosen.plan === "business" &&
      chosen.period === "yearly" &&
      checkbox("Pay by transfer", { testid: "plan-transfer", hint: "The invoice is due within 14 days." }).node,
  );
  const redraw = () => {
    transfer.update();
    due.update();
  };
  const plans = live(
    () =>
      (Object.keys(PLANS) as Plan[]).map(
        (plan) =>
          radio(PLANS[plan].name, "plan", {
            testid: `plan-${plan}`,
            checked: chosen.plan === plan,
            hint: `${money(price(plan))} a ${chosen.period === "monthly" ? "month" : "year"}${plan === state.plan ? ", your plan now" : ""}. ${PLANS[plan].pitch}.`,
            onchange: () => {
              chosen.plan = plan;
              redraw();
            },
          }).node,
      ),
    { class: "plan-cards" },
  );
  const period = (text: string, value: Period) =>
    radio(text, "period", {
      testid: `plan-${value}`,
      checked: chosen.period === value,
      onchange: () => {
        chosen.period = value;
        plans.update();
        redraw();
      },
    }).node;
  openDialog({
    title: "Choose a plan",
    wide: true,
    body: [
      h("fieldset", { class: "bare-set" }, h("legend", { class: "sr" }, "Plan"), plans.node),
      h(
        "fieldset",
        { class: "inline" },
        h("legend", {}, "Payment"),
        period("Monthly", "monthly"),
        period("Yearly", "yearly"),
      ),
      h("p", { class: "hint" }, "Prices are without VAT. Paying by the year costs ten months instead of twelve."),
      transfer.node,
      due.node,
    ],
    submit: { text: "Confirm change", testid: "plan-confirm" },
    onSubmit(dialog) {
      if (chosen.plan === state.plan && chosen.period === state.period) {
        dialog.trouble(`You are on ${PLANS[state.plan].name} already. Pick another plan or period.`);
        return false;
      }
      app.change((s) => {
        if (isSmaller(app, chosen.plan)) s.nextPlan = chosen.plan;
        else {
          Object.assign(s, chosen);
          delete s.nextPlan;
        }
        log(s, `Changed the plan to ${PLANS[chosen.plan].name}`);
      });
      app.announce("plan.changed", { ...chosen });
      app.say(
        `Plan changed. ${isSmaller(app, chosen.plan) ? `${PLANS[chosen.plan].name} starts on ${shortDate(app.state.renews)}` : `You are on ${PLANS[chosen.plan].name}`}`,
      );
      return true;
    },
  });
}

export function cancelPlan(app: App): void {
  const reason = selectField("Reason", { testid: "cancel-reason", options: REASONS, placeholder: "Pick a reason" });
  openDialog({
    title: "Cancel plan",
    body: [
      h(
        "p",
        {},
        `The paid plan runs until ${shortDate(app.state.renews)}. Then schedules pause, reminders, bank feeds, the API and webhooks stop, and teammates other than the owner can only read.`,
      ),
      reason.node,
    ],
    submit: { text: "Confirm cancellation", testid: "cancel-confirm", danger: true },
    onSubmit() {
      reason.fail(reason.value ? undefined : "Pick a reason.");
      if (!reason.value) return false;
      app.change((s) => (s.nextPlan = "free"));
      app.announce("plan.cancelled");
      app.say("Plan cancelled, it runs to the end of the period");
      return true;
    },
  });
}

function isSmaller(app: App, plan: Plan): boolean {
  return RANK[plan] < RANK[app.state.plan];
}

/** A larger plan costs the days left, less what was paid for them already. */
function dueToday(app: App, chosen: { plan: Plan; period: Period }): number {
  const { state } = app;
  if (RANK[chosen.plan] < RANK[state.plan] || (chosen.plan === state.plan && chosen.period === state.period)) return 0;
  const left = Math.min(1, daysBetween(day(0), state.renews) / (state.period === "monthly" ? 30 : 365));
  const unused = Math.round(left * (state.period === "monthly" ? PLANS[state.plan].monthly : PLANS[state.plan].yearly));
  const wanted = PLANS[chosen.plan];
  const cost =
    chosen.period === state.period
      ? Math.round(left * (chosen.period === "monthly" ? wanted.monthly : wanted.yearly))
      : chosen.period === "yearly"
        ? wanted.yearly
        : wanted.monthly;
  return Math.max(0, cost - unused);
}

function words(app: App, chosen: { plan: Plan; period: Period }): string {
  if (isSmaller(app, chosen.plan))
    return `A smaller plan starts on ${shortDate(app.state.renews)}. Nothing is deleted.`;
  if (chosen.plan === app.state.plan && chosen.period === app.state.period) return "This is what you have now.";
  return "Counts at once. You pay only for the days left in the period.";
}
