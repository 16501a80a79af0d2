import type { App, View } from "../core/app";
import { h } from "../core/dom";
import { money, shortDate } from "../core/format";
import { PLANS } from "../core/plans";
import { limitsOf, seats, sentThisMonth } from "../data/sums";
import { button } from "../ui/button";
import { bar, facts, notice, section } from "../ui/parts";
import { updateCard } from "./card";
import { cancelPlan, changePlan } from "./plan";
import { history, receipts } from "./receipts";

export function billingPage(app: App): View {
  const { state } = app;
  const refusal = app.refusal("manage the plan");
  if (refusal) return { title: "Plan and billing", frame: "settings", body: notice("info", h("p", {}, refusal)) };
  const limits = limitsOf(state);
  const price = state.period === "monthly" ? limits.monthly : limits.yearly;
  return {
    title: "Plan and billing",
    frame: "settings",
    body: [
      state.trouble.planPayment &&
        notice(
          "bad",
          h(
            "p",
            {},
            `The charge of ${money(price)} failed. Update the card, or ask your bank whether it blocks online payments. `,
          ),
          button("Pay now", {
            testid: "billing-pay",
            onclick: () => {
              app.change((s) => (s.trouble.planPayment = false));
              app.say("Payment went through");
            },
          }),
        ),
      section(
        "Your plan",
        {
          aside: h(
            "div",
            { class: "actions" },
            button("Change plan", { testid: "billing-change-plan", kind: "primary", onclick: () => changePlan(app) }),
          ),
        },
        h(
          "div",
          { class: "plan-now" },
          h(
            "p",
            { class: "plan-price" },
            limits.name,
            h(
              "span",
              {},
              price ? `${money(price)} a ${state.period === "monthly" ? "month" : "year"}` : "Free of charge",
            ),
          ),
          h("p", { class: "faint" }, limits.pitch),
        ),
        state.nextPlan &&
          notice(
            "info",
            h(
              "p",
              {},
              `${PLANS[state.nextPlan].name} starts on ${shortDate(state.renews)}. Until then nothing changes. `,
            ),
            button("Keep my plan", {
              testid: "billing-keep",
              onclick: () => {
                app.change((s) => delete s.nextPlan);
                app.say("Your plan stays");
              },
            }),
          ),
        facts(
          [
            "Next charge",
            price && state.nextPlan !== "free" ? `${money(price)} on ${shortDate(state.renews)}` : "None",
          ],
          ["People", `${seats(state).used} of ${limits.people} seats used`],
        ),
      ),
      section(
        "Used",
        {},
        bar("Invoices this month", sentThisMonth(state), limits.invoices),
        bar("Active customers", state.customers.filter((c) => !c.archived).length, limits.customers),
        h(
          "p",
          { class: "usage-words storage" },
          h("span", {}, "Storage used"),
          h("span", { class: "figure" }, `14 MB of ${limits.storage}`),
        ),
      ),
      section(
        "Card",
        { aside: button("Update card", { testid: "billing-update-card", onclick: () => updateCard(app) }) },
        h(
          "p",
          { class: "card-line" },
          h("strong", {}, state.card.brand),
          ` ending in ${state.card.last4}, good until ${state.card.expiry}`,
        ),
      ),
      history(app),
      receipts(app),
      state.plan !== "free" &&
        state.nextPlan !== "free" &&
        section(
          "Stop paying",
          { lead: "Your account and data stay, on the Free plan." },
          button("Cancel plan", { testid: "billing-cancel-plan", kind: "danger", onclick: () => cancelPlan(app) }),
        ),
    ],
  };
}
