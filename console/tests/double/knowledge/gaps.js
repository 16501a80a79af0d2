// What contacts asked and the knowledge did not answer; and articles that want a look.

import { wrong } from "../fields.js";
import { Refused } from "../world.js";
import { save } from "./articles.js";

const DAY = 86_400_000;
const GROUPS = [
  ["g-payout", "payout bank account change", "payments", 34, 21, { no_evidence: 22, escalated: 8, unhelpful: 1, asked_person: 3 }, ["How do I change the bank account that payouts go to?", "we moved banks, where do I put the new IBAN for payouts", "change payout account please"], ["payments/payouts-and-fees", "Payouts and fees"], 5],
  ["g-quote", "quote estimate before invoice", "invoices", 19, 17, { no_evidence: 19, escalated: 0, unhelpful: 0, asked_person: 0 }, ["Can I send a quote first and turn it into an invoice?", "estimates?"], null, 2],
  ["g-104", "IMP-104 mixed dates", "import", 12, 6, { no_evidence: 0, escalated: 4, unhelpful: 8, asked_person: 0 }, ["Still IMP-104 after changing the date format", "the article says pick a date format, I did, half of the rows fail"], ["import/import-errors", "Import errors"], -3],
  ["g-mobile", "app phone offline", null, 4, 4, { no_evidence: 3, escalated: 0, unhelpful: 0, asked_person: 1 }, ["is there an app"], null, 0],
];

const trend = (days, count, slope) => {
  const weights = Array.from({ length: days }, (_, at) => Math.max(0.2, 4 + slope * (at / Math.max(1, days - 1) - 0.5) * 2 + ((at * 7919) % 5) - 2));
  const sum = weights.reduce((a, b) => a + b, 0);
  const made = weights.map((weight) => Math.round((weight / sum) * count));
  // What rounding lost or made up is set right day by day.
  for (let at = 0, all = made.reduce((a, b) => a + b, 0); all !== count; at = (at + 1) % days) {
    const by = Math.sign(count - all);
    if (made[at] + by >= 0) (made[at] += by), (all += by);
  }
  return made;
};

export function gaps(world, { days = "7", inbox }) {
  const span = Number(days);
  if (!(span >= 1 && span <= 90)) wrong("`days` is 1 to 90.");
  const written = [...world.gapsWritten];
  const shown = GROUPS.filter(([id]) => !written.includes(id) && inbox !== "partners");
  return {
    gaps: shown.map(([id, name, topic, count, contacts, kinds, examples, nearest, slope]) => {
      const scale = Math.max(1, Math.round(span / 7));
      const many = Object.fromEntries(Object.entries(kinds).map(([kind, n]) => [kind, n * scale]));
      return {
        id, name, topic, count: count * scale, contacts: contacts * scale, kinds: many, trend: trend(span, count * scale, slope),
        examples: examples.map((text, at) => ({ text, at: new Date(world.now() - (at + 0.3) * DAY).toISOString(), kind: Object.keys(kinds).find((kind) => kinds[kind] > 0), conversation: ["payout", "invoice-limit", "import-104"][at] })),
        nearest: nearest && { article: `articles/${nearest[0]}.md`, title: nearest[1] },
      };
    }),
    turns: inbox === "partners" ? 41 : 1284 * Math.max(1, Math.round(span / 7)),
    unanswered: inbox === "partners" ? 0 : 69 * Math.max(1, Math.round(span / 7)),
    from: new Date(world.now() - span * DAY).toISOString(),
    to: new Date(world.now()).toISOString(),
  };
}

export function draft(world, by, { id, title, questions, answer = "" }) {
  if (!title?.trim()) wrong("`title` is empty.");
  if (world.articles.has(id)) throw new Refused(409, "article-exists", "There is an article with this path.");
  const meta = { title, description: null, url: null, product_area: null, plans: [], roles: [], locales: [], inboxes: [], questions };
  return [201, save(world, by, { id, base: 0, meta, body: answer }, answer ? "answered" : "gap")];
}

const name = (world, id) => ({ article: id, title: world.articles.get(id)?.versions[0] ? /^title: (.*)$/m.exec(world.articles.get(id).versions[0].text)?.[1] : id });

export function quality(world) {
  return {
    unread: [{ ...name(world, "articles/security/personal-data-requests.md"), days: 90 }, { ...name(world, "articles/customers/merge-duplicates.md"), days: 61 }],
    stale: [{ ...name(world, "articles/integrations/connect-stripe.md"), updated_at: new Date(world.now() - 540 * DAY).toISOString() }],
    contradictions: [
      {
        question: "How many invoices does Plus have a month?",
        a: { ...name(world, "articles/billing/compare-plans.md"), quote: "Plan: Invoices a month; Plus: 250" },
        b: { ...name(world, "articles/billing/plans.md"), quote: "Plus: 200 invoices a month, 3 users." },
      },
    ],
  };
}
