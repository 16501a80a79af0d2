// What people answered in conversations that they resolved, as questions that ask for the same.

import { wrong } from "../fields.js";

const DAY = 86_400_000;
const ADA = { id: "ada", name: "Ada Okafor" };
const BEN = { id: "ben", name: "Ben Carter" };
const GROUPS = [
  [
    "a-tax", "second tax rate Japan", 6, 5, ADA, "tax-rate", "How do I add a second tax rate for Japan?",
    "Open Settings, then Tax rates, and choose Add rate.\n\nName it Reduced 8 %, set it to 8 and tick Japan under Used for. It shows up in the list of every line then.",
    [
      ["two tax rates in Japan, 8 and 10, how", "Add the reduced rate under Settings › Tax rates; you choose it line by line.", "old-import"],
      ["Second rate for food in Japan?", "Yes: Settings › Tax rates › Add rate, 8 %.", "logo"],
    ],
    ["invoices/tax-rates", "Tax rates"], 1,
  ],
  [
    "a-webhook", "webhook signature verify", 3, 3, BEN, "webhook", "Webhook signature does not verify",
    "Check the signature over the raw body, before any framework has parsed it. The secret is the one under Settings › Webhooks, without the prefix whsec_.",
    [["our endpoint says the signature is wrong", "Use the raw body, please; your framework changes the spaces.", "import-104"]],
    ["integrations/api-keys", "API keys"], 2,
  ],
  ["a-logo", "logo blurred printed invoices", 1, 1, null, "logo", "My logo is blurred on printed invoices", "Upload it as SVG, or as PNG of at least 1200 pixels.", [], null, 12],
];

export function answered(world, { days = "30", inbox }) {
  const span = Number(days);
  if (!(span >= 1 && span <= 90)) wrong("`days` is 1 to 90.");
  const iso = (ago) => new Date(world.now() - ago * DAY).toISOString();
  // What became an article or a draft is left out.
  const written = [...world.articles.values()].flatMap(({ versions }) => versions.map(({ text }) => text)).join("\n");
  const shown = inbox === "partners" ? [] : GROUPS.filter(([, , , , , , question, , , , ago]) => ago <= span && !written.includes(`- ${question}`));
  return {
    answers: shown.map(([id, name, count, contacts, by, conversation, question, answer, examples, nearest, ago]) => ({
      id, name, question, answer, by, at: iso(ago), conversation, count, contacts,
      examples: examples.map(([asked, said, talk], at) => ({ question: asked, answer: said, at: iso(ago + at + 1), conversation: talk })),
      nearest: nearest && { article: `articles/${nearest[0]}.md`, title: nearest[1] },
    })),
    conversations: inbox === "partners" ? 0 : span * 3,
    from: iso(span),
    to: iso(0),
  };
}
