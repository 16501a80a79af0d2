import type { App, View } from "../core/app";
import { h } from "../core/dom";
import { toggle } from "../ui/field";
import { section } from "../ui/parts";
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
  const refusal = (key: string) => (key === "weekly" && (role === "member" || role === "read-only") ? "Only for the owner, admins and accountants." : key === "copies" && app.refusal("write invoices") ? "Only for those who can send." : undefined);
  const one = ([text, key, hint]: (typeof EMAILS)[number]) =>
    toggle(text, { testid: `notify-${key}`, checked: notifications[key] ?? false, hint, refusal: refusal(key), onchange: (on) => {
      app.change((s) => (s.notifications[key] = on));
      app.announce("notifications.changed", { email: key, on });
      app.say("Saved");
    } }).node;
  return {
    title: "Notifications",
    frame: "settings",
    lead: "Emails from Tallybook to you. The switches count at once.",
    body: [
      section("Emails to you", {}, EMAILS.map(one), role === "member" && one(["Only invoices I sent", "mine"]), h("p", { class: "hint" }, "Security alerts, finished imports and the billing of your plan are always sent.")),
      reminders(app),
    ],
  };
}
