import type { App, View } from "../core/app";
import { h } from "../core/dom";
import { button } from "../ui/button";
import { openDialog } from "../ui/dialog";
import { textField, toggle } from "../ui/field";
import { facts, section } from "../ui/parts";
import { reminders } from "./reminders";

const EMAILS: [text: string, key: string, hint?: string][] = [
  ["Invoice sent (copy)", "copies"],
  ["Invoice viewed", "viewed"],
  ["Payment received", "received"],
  ["Payment failed", "failed"],
  ["Weekly summary", "weekly", "On Mondays at 08:00."],
  ["Bundle", "bundle", "One email an hour instead of one for each event. Failed payments are never bundled."],
];

export function notificationsPage(app: App): View {
  const { role, notifications } = app.state;
  const refusal = (key: string) =>
    key === "weekly" && (role === "member" || role === "read-only")
      ? "Only for the owner, admins and accountants."
      : key === "copies" && app.refusal("write invoices")
        ? "Only for those who can send."
        : undefined;
  const one = ([text, key, hint]: (typeof EMAILS)[number]) =>
    toggle(text, {
      testid: `notify-${key}`,
      checked: notifications[key] ?? false,
      hint,
      refusal: refusal(key),
      onchange: (on) => {
        app.change((s) => (s.notifications[key] = on));
        app.announce("notifications.changed", { email: key, on });
        app.say("Saved");
      },
    }).node;
  return {
    title: "Notifications",
    frame: "settings",
    lead: "Emails from Tallybook to you. The switches count at once.",
    body: [
      section(
        "Emails to you",
        {},
        EMAILS.map(one),
        role === "member" && one(["Only invoices I sent", "mine"]),
        h("p", { class: "hint" }, "Security alerts, finished imports and the billing of your plan are always sent."),
      ),
      reminders(app),
      elsewhere(app),
    ],
  };
}

function elsewhere(app: App): HTMLElement {
  const refusal = app.refusal("manage integrations", "use the API");
  const domain = app.refusal("manage integrations", "send from an own domain");
  return section(
    "Elsewhere",
    { lead: "Payment notices in one Slack channel, and mails to customers from your own domain." },
    h(
      "div",
      { class: "actions wrap" },
      button("Add to Slack", {
        testid: "slack-add",
        refusal,
        onclick: () => {
          app.announce("integration.connected", { provider: "slack" });
          app.say("Slack connected");
        },
      }),
      button("Own domain", { testid: "own-domain", refusal: domain, onclick: () => ownDomain(app) }),
    ),
  );
}

function ownDomain(app: App): void {
  const address = textField("Send from", {
    testid: "own-domain-address",
    type: "email",
    value: "accounts@harbourstreet.example",
  });
  openDialog({
    title: "Own domain",
    body: [
      address.node,
      h("p", {}, "Add these 3 records to your DNS. Until they are found, mails go on leaving from our address."),
      facts(
        ["SPF", h("code", {}, "v=spf1 include:mail.tallybook.example")],
        ["DKIM", h("code", {}, "tb1._domainkey")],
        ["Return path", h("code", {}, "bounce.mail.tallybook.example")],
      ),
    ],
    submit: { text: "Look for the records", testid: "own-domain-check" },
    onSubmit: () => app.say("The records aren't there yet. We go on looking for 48 hours"),
  });
}
