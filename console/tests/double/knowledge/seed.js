// The knowledge of Tallybook, as its repository has it, and a few articles with a history of their own.

import { readFileSync } from "node:fs";
import { readText, writeText } from "./markdown.js";
import { add, create } from "./articles.js";
import { seedGuides } from "../guides.js";
import { seedIntents } from "./intents.js";
import { past as pastSites } from "./sites.js";
import { past } from "./uploads.js";

const FOLDER = new URL("../../../../knowledge/tallybook/articles/", import.meta.url);
const FILES = [
  "billing/cancel-your-plan", "billing/compare-plans", "customers/add-a-customer", "customers/customer-portal", "customers/merge-duplicates",
  "getting-started/set-up-your-company", "import/import-customers", "integrations/api-keys", "integrations/connect-stripe", "invoices/credit-notes",
  "invoices/currencies", "invoices/invoice-statuses", "invoices/payment-reminders", "invoices/recurring-invoices", "invoices/send-an-invoice",
  "invoices/tax-rates", "invoices/void-an-invoice", "notifications/notification-settings", "payments/payouts-and-fees", "payments/refund-a-customer",
  "security/personal-data-requests", "security/turn-on-two-factor", "team/invite-a-teammate",
];
const LEE = { id: "lee", name: "Lee Park" };
const MARA = { id: "mara", name: "Mara Lindqvist" };

const ERRORS = (mixed) => `---
title: Import errors
description: What each code means that Check file can show.
product_area: import
questions:
  - IMP-104, what is wrong with my dates
  - why did my import stop half-way
---
**Check file** lists every problem with its row. Nothing is imported until the file has no errors.

| Code | Cause | Cure |
|---|---|---|
| IMP-101 | The file isn't CSV in UTF-8 | Save it again as "CSV UTF-8" |
| IMP-104 | A date isn't recognised | Pick the right **Date format**, or write dates as 2026-03-31 |
| IMP-107 | The currency isn't turned on | Add the currency, or change the cell |

## IMP-104 on some rows only

${mixed}

## The import stopped half-way

The rows before the stop are kept. Choose **Go on** under **Past imports**; rows that are in already are skipped.
`;
const PLANS = (plus) => `---
title: Plans and limits
description: What each plan holds.
product_area: billing
---
## Free

Free: 10 invoices a month, 1 user. Drafts do not count.

## Plus

Plus: ${plus} invoices a month, 3 users.
`;

export function seedKnowledge(world) {
  const iso = (days) => new Date(world.now() - days * 86_400_000).toISOString();
  world.articles = new Map();
  world.uploads = past(world.now());
  world.intents = seedIntents(world.now());
  world.sites = pastSites(world.now());
  seedGuides(world);
  world.gapsWritten = new Set();
  FILES.forEach((name, at) => {
    const { meta, body } = readText(readFileSync(new URL(`${name}.md`, FOLDER), "utf8"));
    put(world, name, "tallybook", [{ text: writeText({ ...meta, questions: meta.questions.slice(0, 6) }, body), origin: "folder", when: iso(120 - at) }]);
  });

  put(world, "import/import-errors", "tallybook", [
    { text: ERRORS("Then the dates are mixed. Write all of them the same way."), origin: "folder", when: iso(140) },
    { text: ERRORS("If only some rows show IMP-104, the dates are mixed. Write all of them the same way."), by: LEE, words: "Says when it happens", when: iso(60) },
    { text: ERRORS("If only some rows show IMP-104, your spreadsheet mixes two ways to write dates. Format the whole column as 2026-03-31, save it as CSV again and choose Check file."), by: LEE, words: "What to do about it", when: iso(21) },
    { text: ERRORS("If only some rows show IMP-104, your spreadsheet mixes two ways to write dates.\n\n1. Mark the whole column of dates.\n2. Format it as 2026-03-31.\n3. Save the file as CSV again.\n4. Choose **Check file**.\n\n![The column of dates](dates.png)"), by: MARA, words: "As steps", when: iso(3) },
  ]);
  put(world, "billing/plans", "tallybook", [
    { text: PLANS(100), origin: "folder", when: iso(200) },
    { text: PLANS(150), by: MARA, when: iso(90) },
    { text: PLANS(200), by: MARA, words: "New limits of Plus", when: iso(30) },
  ]);
  put(world, "import/prepare-your-file", "tallybook", [
    ...[1, 2].map((at) => ({ text: `---\ntitle: Prepare your file\nproduct_area: import\n---\nText of ${at}.\n`, origin: "folder", when: iso(100 - at) })),
    { text: "---\ntitle: Prepare your file\nproduct_area: import\n---\n## Dates\n\nPick the Date format that the file uses. Tallybook never guesses between day and month.\n\n## Columns\n\n- **Name** is needed.\n- **Email** may be empty.\n\n```csv\nName,Email\nMeridian Events,priya@meridian.example\n```\n", by: LEE, when: iso(40) },
  ]);
  const reminders = world.articles.get("articles/invoices/payment-reminders.md");
  const draft = add(world, reminders, { by: LEE, text: reminders.versions[0].text.replace("\n---\n", "\n---\nReminders go out at nine in the morning of the company's time zone.\n\n"), words: "When reminders go out", when: iso(0.2) });
  reminders.draft = draft.version;
  const stripe = world.articles.get("articles/integrations/connect-stripe.md");
  stripe.draft = add(world, stripe, { by: MARA, text: stripe.versions[0].text, words: "New screens of Stripe", publish_at: new Date(world.now() + 26 * 3_600_000).toISOString(), when: iso(0.5) }).version;
  const fees = create(world, "articles/payments/fees-abroad.md", "console");
  fees.draft = add(world, fees, { by: LEE, text: "---\ntitle: Fees for cards from abroad\nproduct_area: payments\nplans: [plus, business]\nroles: [owner, admin]\n---\n", when: iso(1) }).version;
  const statements = put(world, "customers/old-statements", "tallybook", [{ text: "---\ntitle: Statements until 2024\nproduct_area: customers\n---\nStatements of customers were sent by post until 2024.\n", origin: "folder", when: iso(400) }]);
  Object.assign(statements, { archived: true, published: null });
}

function put(world, name, source, versions) {
  const article = create(world, `articles/${name}.md`, source);
  for (const { words = "", ...one } of versions) {
    const made = add(world, article, { ...one, words });
    made.published_at = made.created_at;
    article.published = made.version;
  }
  return article;
}
