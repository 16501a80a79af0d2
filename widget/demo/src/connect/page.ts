// A stand-in for the page of Stripe, GoCardless or a bank, reached by a full page load as the real one would be.

import type { App, View } from "../core/app";
import { h } from "../core/dom";
import type { State } from "../core/types";
import { log, me } from "../data/sums";
import { notFound } from "../shell/not-found";
import { sayNextTime } from "../shell/status";
import { button } from "../ui/button";
import { selectField, textField } from "../ui/field";
import { notice } from "../ui/parts";

const PROVIDERS: Record<string, { name: string; asks: string[]; event: string }> = {
  stripe: {
    name: "Stripe",
    asks: ["Take card payments for your invoices", "See payments and payouts", "Make refunds when you choose Refund"],
    event: "integration.connected",
  },
  gocardless: {
    name: "GoCardless",
    asks: ["Ask your customers for mandates", "Collect invoices on their due date"],
    event: "integration.connected",
  },
  bank: {
    name: "Harbour Bank",
    asks: ["Read the lines of your account", "Nothing else: no money can be moved"],
    event: "integration.connected",
  },
};
const ANSWERS: [string, string][] = [
  ["connected", "The account is in order"],
  ["INT-401", "Stripe still checks the business (INT-401)"],
  ["INT-403", "The account is of another country (INT-403)"],
];

export function connectPage(app: App, { provider = "" }: Record<string, string>): View {
  const asked = PROVIDERS[provider];
  if (!asked || app.refusal("manage integrations")) return notFound(app);
  const answer = selectField("What the provider answers", {
    testid: "connect-answer",
    options: ANSWERS,
    hint: "Only in the demo, to see what goes wrong.",
  });
  const allow = () => {
    app.keep((s) => connect(s, provider, answer.value));
    const failed = provider === "stripe" && answer.value !== "connected";
    if (!failed) sayNextTime(`${asked.event}|${provider}|${provider === "bank" ? "Bank" : asked.name} connected`);
    app.nav.leave("/settings/integrations");
  };
  return {
    title: `Connect ${asked.name}`,
    frame: "bare",
    body: h(
      "div",
      { class: "connect" },
      notice(
        "info",
        h(
          "p",
          {},
          `This page stands in for ${asked.name}. In the real product you would be on the provider's own site.`,
        ),
      ),
      h(
        "div",
        { class: "row" },
        textField("Email", {
          testid: "connect-email",
          type: "email",
          value: me(app.state).email,
          autocomplete: "username",
        }).node,
      ),
      h("p", {}, h("strong", {}, "Tallybook"), ` would like to, for ${app.state.company.name}:`),
      h(
        "ul",
        { class: "plain-list" },
        asked.asks.map((text) => h("li", {}, text)),
      ),
      provider === "stripe" && answer.node,
      h(
        "div",
        { class: "form-foot" },
        button("Cancel", { kind: "quiet", onclick: () => app.nav.leave("/settings/integrations") }),
        button("Allow access", { testid: "connect-allow", kind: "primary", onclick: allow }),
      ),
    ),
  };
}

function connect(state: State, provider: string, answer: string): void {
  if (provider === "stripe") state.integrations.stripe = answer as NonNullable<State["integrations"]["stripe"]>;
  else if (provider === "gocardless") state.integrations.gocardless = "connected";
  else state.integrations.banks.push("Harbour Bank ··· 2207");
  log(state, `Connected ${provider}`);
}
