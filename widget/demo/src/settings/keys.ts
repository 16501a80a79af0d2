import type { App } from "../core/app";
import { h } from "../core/dom";
import { day, shortDate } from "../core/format";
import { button } from "../ui/button";
import { openDialog } from "../ui/dialog";
import { checkbox, selectField, textField } from "../ui/field";

const EVENTS = [
  "invoice.sent",
  "invoice.viewed",
  "invoice.paid",
  "invoice.overdue",
  "invoice.voided",
  "payment.failed",
  "payment.refunded",
  "customer.created",
  "customer.updated",
];

export function createKey(app: App): void {
  const name = textField("Key name", { testid: "api-key-name", hint: "Say what it is for." });
  const access = selectField("Access", { testid: "api-key-access", options: ["Read", "Read and write"] });
  openDialog({
    title: "Create API key",
    body: [name.node, access.node],
    submit: { text: "Create key", testid: "api-key-save" },
    onSubmit() {
      name.fail(name.value ? undefined : "Enter a name.");
      if (!name.value) return false;
      const key = `tb_live_${random(28)}`;
      app.change((s) =>
        s.keys.push({
          id: `k${Date.now()}`,
          name: name.value,
          access: access.value,
          start: key.slice(0, 12),
          created: day(0),
        }),
      );
      app.announce("api_key.created", { access: access.value });
      app.say("Key created");
      queueMicrotask(() => showOnce("Your new key", key));
      return true;
    },
  });
}

export function addEndpoint(app: App): void {
  const url = textField("Endpoint URL", { testid: "webhook-url", type: "url", placeholder: "https://" });
  const boxes = EVENTS.map((event) => ({
    event,
    ...checkbox(event, { testid: "webhook-event", checked: event === "invoice.paid" }),
  }));
  openDialog({
    title: "Add endpoint",
    body: [
      url.node,
      h(
        "fieldset",
        { class: "two" },
        h("legend", {}, "Events"),
        boxes.map((b) => b.node),
      ),
    ],
    submit: { text: "Save endpoint", testid: "webhook-save" },
    onSubmit(dialog) {
      const events = boxes.filter((b) => b.control.checked).map((b) => b.event);
      const fine = /^https:\/\/[^\s/]+\.[^\s]+$/.test(url.value);
      url.fail(fine ? undefined : "It has to start with https://.");
      if (!events.length) dialog.trouble("Tick at least one event.");
      if (!fine || !events.length) return false;
      app.change((s) => s.endpoints.push({ id: `e${Date.now()}`, url: url.value, events }));
      app.announce("webhook.created", { events: events.length });
      app.say("Endpoint saved");
      queueMicrotask(() => showOnce("Signing secret", `whsec_${random(32)}`));
      return true;
    },
  });
}

function showOnce(title: string, secret: string): void {
  const field = textField(title, { value: secret, hint: "Copy it now. It is shown only once." });
  field.control.readOnly = true;
  openDialog({
    title,
    body: h("div", { "data-usher-private": true }, field.node),
    cancel: "Done",
    submit: { text: "Copy", testid: "secret-copy" },
    onSubmit: () => void navigator.clipboard.writeText(secret).catch(() => undefined),
  });
}

function random(length: number): string {
  const letters = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  return [...crypto.getRandomValues(new Uint8Array(length))].map((n) => letters[n % letters.length]).join("");
}

/** What was sent to an endpoint; kept for 30 days. */
export function deliveries(app: App, url: string): void {
  openDialog({
    title: "Deliveries",
    cancel: "Close",
    body: [
      h("p", { class: "lead" }, url),
      h(
        "ul",
        { class: "feed" },
        h(
          "li",
          {},
          h("span", {}, h("strong", {}, "invoice.paid"), h("small", {}, `${shortDate(day(0))}, answered with 200`)),
          button("Send again", { testid: "webhook-resend", onclick: () => app.say("Sent again") }),
        ),
      ),
    ],
  });
}
