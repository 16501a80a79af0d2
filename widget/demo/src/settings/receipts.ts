import type { App } from "../core/app";
import { h } from "../core/dom";
import { download } from "../core/files";
import { day, money, shortDate } from "../core/format";
import { button } from "../ui/button";
import { textField } from "../ui/field";
import { foot, pill, section, table } from "../ui/parts";

export function history(app: App): HTMLElement {
  const rows = [13, 44, 74, 105].map((ago, i) => ({
    date: day(-ago),
    number: `TB-2026-${String(1184 - i * 97).padStart(5, "0")}`,
  }));
  const receipt = (number: string, date: string) =>
    download(
      `${number}.txt`,
      `Receipt ${number}\n${shortDate(date)}\nTallybook Plus, one month: £14.00 and £2.80 VAT\n`,
      "text/plain",
    );
  return section(
    "Billing history",
    {},
    table(
      "Billing history",
      [
        "Date",
        { text: "Number", class: "roomy" },
        { text: "Amount", class: "num" },
        "State",
        { text: "Receipt", hidden: true, class: "num" },
      ],
      rows.map((r) => [
        shortDate(r.date),
        r.number,
        money(1680),
        pill("Paid"),
        h(
          "a",
          {
            href: app.nav.href("/settings/billing"),
            "data-testid": "billing-receipt",
            onclick: (event: Event) => {
              event.preventDefault();
              receipt(r.number, r.date);
            },
          },
          "Receipt",
        ),
        " ",
        r === rows[0] &&
          button("Correct details", {
            testid: "billing-correct",
            kind: "quiet",
            onclick: () => app.say("Receipt made again with the details of the Company page"),
          }),
      ]),
    ),
  );
}

export function receipts(app: App): HTMLElement {
  const addresses = textField("Send receipts to", {
    testid: "receipts-to",
    value: app.state.receiptEmails.join(", "),
    hint: "Up to 3 addresses, with commas between them. An accountant can't see this page.",
  });
  return section(
    "Receipts by email",
    {},
    addresses.node,
    foot(
      button("Save addresses", {
        testid: "receipts-save",
        onclick: () => {
          const all = addresses.value
            .split(",")
            .map((a) => a.trim())
            .filter(Boolean);
          addresses.fail(all.length > 3 ? "Up to 3 addresses are possible." : undefined);
          if (all.length > 3) return;
          app.change((s) => (s.receiptEmails = all));
          app.say("Addresses saved");
        },
      }),
    ),
  );
}
