import type { App, View } from "../core/app";
import { h } from "../core/dom";
import { shortDate } from "../core/format";
import { limitsOf } from "../data/sums";
import { button } from "../ui/button";
import { notice, section, table } from "../ui/parts";
import { saidLastTime } from "../shell/status";
import { addEndpoint, createKey, deliveries } from "./keys";
import { stripe, provider, bank } from "./providers";

export function integrationsPage(app: App): View {
  const refusal = app.refusal("manage integrations");
  if (refusal) return { title: "Integrations", frame: "settings", body: notice("info", h("p", {}, refusal)) };
  const { integrations } = app.state;
  const said = saidLastTime();
  if (said) {
    const [event = "", provider = "", text = ""] = said.split("|");
    queueMicrotask(() => {
      app.announce(event, { provider });
      app.say(text);
    });
  }
  return {
    title: "Integrations",
    frame: "settings",
    lead: "Be paid online, match transfers, and connect your own software.",
    body: [
      section(
        "Payments",
        {},
        stripe(app),
        provider(
          app,
          "GoCardless",
          "Collect by Direct Debit from your customers' bank accounts.",
          "bank",
          Boolean(integrations.gocardless),
          "gocardless",
          app.refusal("manage integrations", "collect by Direct Debit"),
        ),
        bank(app),
      ),
      keys(app),
      endpoints(app),
    ],
  };
}

function keys(app: App): HTMLElement {
  const { state } = app;
  const most = limitsOf(state).keys;
  const full = state.keys.length >= most ? `Your plan allows ${most} keys.` : undefined;
  const revoke = (id: string) => {
    app.change((s) => (s.keys = s.keys.filter((k) => k.id !== id)));
    app.announce("api_key.revoked");
    app.say("Key revoked");
  };
  return section(
    "API keys",
    {
      lead: "For your own programs. Never put one into a web page.",
      aside: button("Create API key", {
        testid: "api-key-create",
        icon: "key",
        refusal: app.refusal("manage integrations", "use the API") ?? full,
        onclick: () => createKey(app),
      }),
    },
    state.keys.length > 0 &&
      table(
        "API keys",
        [
          "Name",
          "Access",
          { text: "Begins with", class: "roomy" },
          { text: "Made", class: "roomy" },
          { text: "Actions", hidden: true, class: "num" },
        ],
        state.keys.map((k) => [
          k.name,
          k.access,
          h("code", {}, `${k.start}…`),
          shortDate(k.created),
          button("Revoke", { testid: "api-key-revoke", kind: "quiet", onclick: () => revoke(k.id) }),
        ]),
      ),
  );
}

function endpoints(app: App): HTMLElement {
  const { state } = app;
  const most = limitsOf(state).endpoints;
  const full = state.endpoints.length >= most ? `Your plan allows ${most} endpoints.` : undefined;
  return section(
    "Webhooks",
    {
      lead: "Tallybook calls your server when something happens.",
      aside: button("Add endpoint", {
        testid: "webhook-add",
        icon: "plus",
        refusal: app.refusal("manage integrations", "use the API") ?? full,
        onclick: () => addEndpoint(app),
      }),
    },
    state.endpoints.length
      ? h(
          "ul",
          { class: "feed" },
          state.endpoints.map((e) =>
            h(
              "li",
              {},
              h("span", {}, h("strong", {}, e.url), h("small", {}, e.events.join(", "))),
              h(
                "span",
                { class: "row-actions" },
                button("Deliveries", { testid: "webhook-deliveries", onclick: () => deliveries(app, e.url) }),
                button("Remove", {
                  kind: "quiet",
                  testid: "webhook-remove",
                  onclick: () => {
                    app.change((s) => (s.endpoints = s.endpoints.filter((x) => x.id !== e.id)));
                    app.say("Endpoint removed");
                  },
                }),
              ),
            ),
          ),
        )
      : h("p", { class: "faint" }, "No endpoints yet."),
  );
}
