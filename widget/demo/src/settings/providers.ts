import type { App } from "../core/app";
import { h, type Child } from "../core/dom";
import { limitsOf } from "../data/sums";
import { button } from "../ui/button";
import { icon, type IconName } from "../ui/icons";
import { notice, pill } from "../ui/parts";

const PROBLEMS: Record<string, string> = {
  "INT-401":
    "INT-401 Stripe hasn't finished checking your business. Open Stripe and hand in what it asks for. Payments are taken but not paid out.",
  "INT-402": "INT-402 The permission has run out or was withdrawn. Choose Connect Stripe again.",
  "INT-403": "INT-403 Your Stripe account is of another country. Use a Stripe account in the country of your company.",
};

export function stripe(app: App): Child {
  const now = app.state.integrations.stripe;
  const works = now === "connected" || now === "INT-401";
  return [
    provider(app, "Stripe", "Puts Pay by card on every invoice link. It works on all plans.", "card", works, "stripe"),
    now && PROBLEMS[now] && notice("bad", h("p", {}, PROBLEMS[now])),
  ];
}

export function provider(
  app: App,
  name: string,
  text: string,
  shape: IconName,
  connected: boolean,
  id: "stripe" | "gocardless",
  refusal?: string,
): HTMLElement {
  const disconnect = () => {
    app.change((s) => delete s.integrations[id]);
    app.announce("integration.disconnected", { provider: id });
    app.say(`${name} disconnected`);
  };
  const action = connected
    ? button("Disconnect", { testid: `disconnect-${id}`, label: `Disconnect ${name}`, onclick: disconnect })
    : button(`Connect ${name}`, {
        testid: `connect-${id}`,
        kind: "primary",
        refusal,
        onclick: () => app.nav.leave(`/connect/${id}`),
      });
  return h(
    "div",
    { class: "provider" },
    h("span", { class: "provider-mark" }, icon(shape)),
    h(
      "div",
      {},
      h("h3", {}, name, " ", connected && pill("Connected")),
      h("p", { class: "faint" }, connected ? `${name} connected. ${text}` : text),
    ),
    action,
  );
}

export function bank(app: App): HTMLElement {
  const { state } = app;
  const most = limitsOf(state).banks;
  const full = state.integrations.banks.length >= most ? `Your plan allows ${most} bank accounts.` : undefined;
  const remove = (name: string) => {
    app.change((s) => (s.integrations.banks = s.integrations.banks.filter((b) => b !== name)));
    app.say("Bank removed");
  };
  return h(
    "div",
    { class: "provider" },
    h("span", { class: "provider-mark" }, icon("bank")),
    h(
      "div",
      {},
      h("h3", {}, "Bank feeds"),
      h("p", { class: "faint" }, "Read-only: Tallybook can't move money."),
      state.integrations.banks.map((name) =>
        h(
          "p",
          { class: "bank" },
          name,
          " ",
          button("Remove", { kind: "quiet", label: `Remove ${name}`, onclick: () => remove(name) }),
        ),
      ),
    ),
    button("Connect a bank", {
      testid: "connect-bank",
      refusal: app.refusal("manage integrations", "use bank feeds") ?? full,
      onclick: () => app.nav.leave("/connect/bank"),
    }),
  );
}
