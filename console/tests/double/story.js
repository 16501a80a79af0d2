// Who works there, who asks, and what was said.

const step = (id, instruction, action = "click") => ({ id, instruction, action, target: null, preconditions: [], postconditions: [] });
const cite = (article, title, heading, quote) => ({ article: `articles/${article}.md`, version: 3, title, heading, quote, url: `https://help.tallybook.example/${article}`, chunk: `${article}#1` });

export const PEOPLE = [
  { id: "ada", name: "Ada Okafor", email: "ada@tallybook.example", role: "agent", skills: ["imports", "english"], presence: "offline", capacity: 6 },
  { id: "ben", name: "Ben Carter", email: "ben@tallybook.example", role: "agent", skills: ["billing"], presence: "online" },
  { id: "ines", name: "Inês Duarte", email: "ines@tallybook.example", role: "agent", skills: ["portuguese", "billing"], presence: "online" },
  { id: "tomas", name: "Tomás Rey", email: "tomas@tallybook.example", role: "agent", skills: ["spanish"], presence: "away" },
  { id: "yuki", name: "Yuki Tanaka", email: "yuki@tallybook.example", role: "agent", skills: ["japanese", "imports"], presence: "offline" },
  { id: "jonas", name: "Jonas Weber", email: "jonas@tallybook.example", role: "supervisor", presence: "offline" },
  { id: "mara", name: "Mara Lindqvist", email: "mara@tallybook.example", role: "admin", presence: "offline", totp: true, code: "123456" },
  { id: "lee", name: "Lee Park", email: "lee@tallybook.example", role: "content_editor" },
  { id: "nina", name: "Nina Roth", email: "nina@tallybook.example", role: "analyst" },
  { id: "otto", name: "Otto Brandt", email: "otto@tallybook.example", role: "agent", skills: ["billing"], status: "revoked" },
];

const queue = (id, name, topics, position) => ({ id, name, inbox: null, topics, skills: [], members: [], important: { plans: ["business"], accounts: [] }, position });
export const QUEUES = [queue("q-billing", "Billing", ["billing", "refunds", "payments"], 1), queue("q-imports", "Imports", ["import"], 2), queue("q-security", "Security", ["security"], 3)];

const day = [["09:00", "12:00"], ["13:00", "17:30"]];
export const PARTNER_HOURS = { inbox: "partners", time_zone: "Europe/Berlin", week: { mon: day, tue: day, wed: day, thu: day, fri: [["09:00", "15:00"]], sat: [], sun: [] }, holidays: [{ date: "2026-12-25", name: "Christmas", open: [] }, { date: "2026-12-31", name: "New Year’s Eve", open: [["10:00", "12:00"]] }, { date: "2027-01-01", name: "New Year", open: [] }] };

export const GUIDES = [
  { id: "import-customers", title: "Import customers from a file", summary: "Choose the file, match the columns and check before anything is saved.", steps: [step("open-import", "Open Import in the menu on the left."), step("choose-file", "Choose your CSV file.", "input"), step("date-format", "Pick the date format that your file uses.", "select"), step("check", "Choose Check file and read what it says.")] },
  { id: "send-invoice", title: "Send an invoice", summary: "Open a draft invoice, check the address and email it to the customer.", steps: [step("open-invoices", "Open Invoices in the menu on the left."), step("open-draft", "Choose the number of the draft that you want to send."), step("choose-send", "Choose Send invoice.")] },
  { id: "invite-teammate", title: "Invite a teammate", summary: "Add somebody to your account and choose what they may do.", steps: [step("open-team", "Open Team in the settings."), step("invite", "Choose Invite."), step("role", "Choose their role.", "select"), step("send", "Send the invitation.")] },
  { id: "turn-on-two-factor", title: "Turn on two-factor sign-in", summary: "Protect your account with an app on your phone.", steps: [step("open-security", "Open Security in your settings."), step("turn-on", "Choose Turn on."), step("scan", "Scan the code with your app.", "observe")] },
];

export const CANNED = [
  { shortcut: "hello", title: "Greeting", text: "Hello {{contact.first_name|there}}, this is {{agent.first_name}}. I have read everything that you tried so far.", tags: ["greeting"] },
  { shortcut: "dates", title: "Dates in imports", text: "{{error}} means that Tallybook did not recognise some dates. Pick the date format of your file in the third step, {{contact.first_name|there}}, and check again.", tags: ["import"] },
  { shortcut: "refund", title: "Refund is on its way", text: "I have refunded invoice {{invoice.number}}. It takes 3 to 5 working days until your bank shows it.", tags: ["billing"] },
  { shortcut: "bye", title: "Anything else?", text: "Is there anything else that I can do for you? If not, I close this here; just write and it opens again.", tags: ["closing"] },
];

const contact = (id, name, email, plan, account, role, page, more = {}) => ({ id, contact: { subject: `u-${id}`, name, email, plan, role, account, locale: "en-GB" }, page, ...more });
export const CONTACTS = [
  contact("priya", "Priya Shah", "priya@meridian.example", "plus", "Meridian Events", "admin", { route: "/import/customers", title: "Import customers", at: 6 }),
  contact("oskar", "Oskar Nyberg", "oskar@northlight.example", "business", "Northlight Studio", "owner", { route: "/billing", title: "Plan and billing", at: 3 }, { important: true }),
  contact("lucia", "Lucía Ferrer", "lucia@casaferrer.example", "free", "Casa Ferrer", "owner", { route: "/invoices/1042", title: "INV-1042", at: 9 }),
  contact("dev", "Dev Patel", "dev@patelco.example", "plus", "Patel & Co", "member", { route: "/settings/security", title: "Security", at: 20 }),
  contact("marta", "Marta Kowalska", "marta@kowalska.example", "plus", "Kowalska Print", "owner", { route: "/payments", title: "Payments", at: 40 }),
  contact("sam", "Sam O’Neill", "sam@oneill.example", "free", "O’Neill Gardens", "owner", { route: "/invoices", title: "Invoices", at: 2 }),
  contact("hana", "Hana Sato", "hana@sato.example", "business", "Sato Trading", "admin", { route: "/settings/tax", title: "Tax rates", at: 60 }),
  { id: "visitor", contact: {}, page: { route: "/pricing", title: "Pricing", at: 1 } },
];

const DATES = cite("import/import-errors", "Import errors", "IMP-104 on some rows only", "If only some rows show IMP-104, your spreadsheet mixes two ways to write dates. Format the whole column as 2026-03-31, save it as CSV again and choose Check file.");
const FORMAT = cite("import/prepare-your-file", "Prepare your file", "Dates", "Pick the Date format that the file uses. Tallybook never guesses between day and month.");
const LIMITS = cite("billing/plans", "Plans and limits", "Free", "Free: 10 invoices a month, 1 user. Drafts do not count.");
const said = (author, text, id, more = {}) => ({ message_id: id, author, text, ...(author === "contact" && { client_id: `c-${id}` }), ...more });
const by = (id, name) => ({ by: { id, name } });
const ADA = { id: "ada", name: "Ada Okafor" };
const BEN = { id: "ben", name: "Ben Carter" };

export const TALKS = ({ iso, screen, guides }) => [
  {
    id: "import-104", contact: "priya", stage: "active", assignee: "ada", queue: "q-imports", topic: "import", priority: 0.46, frustration: 0.42, waiting_since: iso(1.4), citations: [DATES, FORMAT], suggestedGuide: { id: "import-customers", title: "Import customers from a file" },
    packet: {
      title: "Customer import stops at IMP-104",
      matter: "The contact cannot import a list of customers: 37 of 412 rows stop with IMP-104. They have to send invitations tonight, and all dates look the same to them.",
      summary: "Priya Shah on the plus plan, on /import/customers, wrote: “It now says IMP-104 on 37 of 412 rows, but all my dates look the same to me. I have to send the invitations tonight.” Before that: “My customer list does not import.” The page last showed the error “IMP-104 Date not recognised in column Created, 37 rows”. 1 guide step failed. Handed over because there is evidence, but confidence stayed below the threshold.",
      reason: "low_confidence", topic: "import", urgency: 0.62,
      contact: { subject: "u-priya", name: "Priya Shah", email: "priya@meridian.example", plan: "plus", role: "admin", account: "Meridian Events", locale: "en-GB" },
      page: { route: "/import/customers", title: "Import customers" },
      events: [
        { kind: "navigation", text: "/customers", at: iso(24) }, { kind: "click", text: "Import", at: iso(23) }, { kind: "navigation", text: "/import/customers", at: iso(23) }, { kind: "click", text: "Download template", at: iso(21) },
        { kind: "click", text: "Choose file", at: iso(14) }, { kind: "click", text: "Check file", at: iso(13) }, { kind: "host", text: "import.rejected", at: iso(13) }, { kind: "click", text: "Download failed rows", at: iso(11) },
      ],
      errors: [{ code: "IMP-101", text: "This is not a CSV file", at: iso(20) }, { code: "IMP-104", text: "Date not recognised in column Created, 37 rows", at: iso(13) }],
      tried: [{ guide: "import-customers", step: "open-import", outcome: "completed" }, { guide: "import-customers", step: "choose-file", outcome: "completed" }, { guide: "import-customers", step: "date-format", outcome: "skipped", reason: "The contact passed over it" }, { guide: "import-customers", step: "check", outcome: "failed", reason: "The page still shows 37 errors" }],
      answered: ["You can import customers from a CSV file. Open Import in the menu on the left, choose the file and check it before anything is saved."],
      evidence: [
        { article: DATES.article, title: DATES.title, heading: DATES.heading, quote: DATES.quote, score: 0.64 }, { article: FORMAT.article, title: FORMAT.title, heading: FORMAT.heading, quote: FORMAT.quote, score: 0.51 },
        { article: "articles/customers/fields.md", title: "Customer fields", heading: "Created", quote: "Created is the day on which the customer was added. It cannot be changed afterwards.", score: 0.22 },
        { article: "articles/customers/merge.md", title: "Merge customers that are in your list twice without losing their invoices", heading: "Before you merge", quote: "Both customers need the same currency.", score: 0.006 },
        { article: "articles/reports/export.md", title: "Export a report", heading: "Dates", quote: "Reports show dates as your account does.", score: 0.002 },
      ],
      suggested_reply: "Your file mixes two ways to write dates, which is why only 37 rows are refused. Format the whole column Created as 2026-03-31, save it as CSV again and choose Check file. Nothing was saved yet, so you can import the whole file afterwards.",
      flags: [], markdown: "",
    },
    read: { contact: 16, people: 12 },
    log: [
      ["conversation.created", 22, { inbox: "main" }],
      ["message.created", 22, said("contact", "My customer list does not import.", "p1")],
      ["message.created", 21.8, said("ai_agent", "You can import customers from a CSV file. I can show you on the page.", "p2", { turn: { id: "t1", outcome: "guide", reason: "confident", confidence: 0.91, citations: [FORMAT], sentences: [{ text: "You can import customers from a CSV file.", citation: 0 }], options: [], guide: guides.get("import-customers") } })],
      ["guide.step_completed", 19, { guide: "import-customers", step: "open-import", outcome: "completed", reason: null }],
      ["guide.step_completed", 15, { guide: "import-customers", step: "choose-file", outcome: "completed", reason: null }],
      ["guide.step_skipped", 14, { guide: "import-customers", step: "date-format", outcome: "skipped", reason: "The contact passed over it" }],
      ["guide.step_failed", 13, { guide: "import-customers", step: "check", outcome: "failed", reason: "The page still shows 37 errors" }],
      ["message.created", 9, said("contact", "It now says IMP-104 on 37 of 412 rows, but all my dates look the same to me. I have to send the invitations tonight.", "p3", { files: [screen] })],
      ["message.created", 8.9, said("ai_agent", "I am not sure enough about this one, so I am bringing in a colleague. They see everything that you told me.", "p4", { turn: { id: "t2", outcome: "escalate", reason: "low_confidence", confidence: 0.58, citations: [], options: [], guide: null } })],
      ["conversation.escalated", 8.9, { reason: "low_confidence", topic: "import" }],
      ["people.waiting", 8.9, { queue: { id: "q-imports", name: "Imports" }, topic: "import", reason: "low_confidence", priority: 0.46, urgency: 0.62, frustration: 0.42 }],
      ["people.offered", 8.9, { person: { id: "yuki", name: "Yuki Tanaka" }, level: "one", until: iso(7.9), by: null }],
      ["people.missed", 7.9, { person: { id: "yuki", name: "Yuki Tanaka" } }],
      ["people.offered", 7.9, { person: ADA, level: "one", until: iso(6.9), by: null }],
      ["conversation.assigned", 7.4, by("ada", "Ada Okafor")],
      ["message.created", 6.8, said("human_agent", "Hello Priya, this is Ada. I have read what you tried. I am looking at your 37 rows now.", "p5", { client_id: "x1", by: ADA, citations: [], guide: null })],
      ["people.note", 5.5, { note_id: "n1", by: { id: "jonas", name: "Jonas Weber" }, text: "@Ada Okafor they renew on Friday, so this one matters. The mixed dates come from their old shop export, see https://status.tallybook.example/imports", mentions: [ADA], client_id: "x2" }],
      ["message.created", 1.4, said("contact", "Thank you! Some rows came from our old shop. Could that be it?", "p6")],
    ],
    mentions: new Set(["ada"]),
  },
  {
    id: "refund-1042", contact: "oskar", stage: "waiting", level: "everybody", due_at: iso(-0.7), queue: "q-billing", topic: "refunds", priority: 0.81, frustration: 0.74, waiting_since: iso(7.2),
    packet: packet("Oskar Nyberg on the business plan, on /billing, wrote: “You charged us twice this month and I have asked three times now. I want a person.” Handed over because the contact asked for a person.", "asks_for_person", "refunds", 0.85, { name: "Oskar Nyberg", email: "oskar@northlight.example", plan: "business", role: "owner", account: "Northlight Studio", subject: "u-oskar" }, { route: "/billing", title: "Plan and billing" }),
    log: [
      ["conversation.created", 9, { inbox: "main" }],
      ["message.created", 9, said("contact", "You charged us twice this month and I have asked three times now. I want a person.", "o1")],
      ["conversation.escalated", 8.9, { reason: "asks_for_person", topic: "refunds" }],
      ["people.waiting", 8.9, { queue: { id: "q-billing", name: "Billing" }, topic: "refunds", reason: "asks_for_person", priority: 0.81, urgency: 0.85, frustration: 0.74 }],
      ["people.offered", 8.9, { person: BEN, level: "one", until: iso(7.9), by: null }],
      ["people.missed", 7.9, { person: BEN }],
      ["people.offered", 0.3, { person: null, level: "everybody", until: iso(-0.7), by: null }],
    ],
  },
  {
    id: "invoice-limit", contact: "lucia", stage: "waiting", level: "one", queue: null, topic: "invoices", priority: 0.28, frustration: 0.18, waiting_since: iso(2.1),
    packet: packet("Lucía Ferrer on the free plan, on /invoices/1042, wrote: “Puedo enviar una factura más este mes?” Handed over because nothing in the knowledge bears on it.", "no_evidence", "invoices", 0.3, { name: "Lucía Ferrer", email: "lucia@casaferrer.example", plan: "free", role: "owner", account: "Casa Ferrer", subject: "u-lucia", locale: "es" }, { route: "/invoices/1042", title: "INV-1042" }),
    log: [
      ["conversation.created", 3, { inbox: "main" }],
      ["message.created", 3, said("contact", "¿Puedo enviar una factura más este mes?", "l1")],
      ["conversation.escalated", 2.9, { reason: "no_evidence", topic: "invoices" }],
      ["people.waiting", 2.9, { queue: null, topic: "invoices", reason: "no_evidence", priority: 0.28, urgency: 0.3, frustration: 0.18 }],
    ],
  },
  {
    id: "two-factor", contact: "dev", stage: "active", assignee: "ben", queue: "q-security", topic: "security", priority: 0.4, frustration: 0.3,
    packet: packet("Dev Patel on the plus plan, on /settings/security, wrote: “I lost my phone and cannot sign in on my laptop.” Handed over because only people handle this topic.", "always_human_topic", "security", 0.7, { name: "Dev Patel", email: "dev@patelco.example", plan: "plus", role: "member", account: "Patel & Co", subject: "u-dev" }, { route: "/settings/security", title: "Security" }),
    log: [
      ["conversation.created", 31, { inbox: "main" }],
      ["message.created", 31, said("contact", "I lost my phone and cannot sign in on my laptop.", "d1")],
      ["conversation.escalated", 30.9, { reason: "always_human_topic", topic: "security" }],
      ["conversation.assigned", 30, { by: BEN }],
      ["message.created", 29, said("human_agent", "I am sorry about the phone. I have sent a recovery link to the owner of your account.", "d2", { client_id: "x5", by: BEN, citations: [], guide: null })],
    ],
  },
  {
    id: "payout", contact: "marta", state: "snoozed", assignee: "ada", topic: "payments", priority: 0.2, snoozed_until: iso(-60 * 17),
    log: [
      ["conversation.created", 300, { inbox: "main" }],
      ["message.created", 300, said("contact", "My payout of Monday is still not on my account.", "k1")],
      ["conversation.assigned", 290, { by: ADA }],
      ["message.created", 288, said("human_agent", "The bank says that it arrives tomorrow. I will look again then.", "k2", { client_id: "x7", by: ADA, citations: [], guide: null })],
      ["people.snoozed", 286, { by: ADA, until: iso(-60 * 17) }],
    ],
  },
  {
    id: "limits", contact: "sam", state: "pending", topic: "billing", priority: 0.1, frustration: 0.05,
    log: [
      ["conversation.created", 2.6, { inbox: "main" }],
      ["message.created", 2.6, said("contact", "How many invoices can I send per month on the free plan?", "s1")],
      ["message.created", 2.5, said("ai_agent", "On the free plan you can send 10 invoices a month. Drafts do not count.", "s2", { turn: { id: "t9", outcome: "answer", reason: "confident", confidence: 0.97, citations: [LIMITS], sentences: [{ text: "On the free plan you can send 10 invoices a month.", citation: 0 }, { text: "Drafts do not count.", citation: 0 }], options: [], guide: null } })],
    ],
  },
  {
    id: "visitor-price", contact: "visitor", state: "pending", topic: "billing", priority: 0.1, frustration: 0.02,
    log: [["conversation.created", 1, { inbox: "main" }], ["message.created", 1, said("contact", "Do you have a discount for charities?", "v1")]],
  },
  ...[
    ["tax-rate", "hana", "How do I add a second tax rate for Japan?", 5, "solved", 60, "Exactly what I needed, thank you Ada."],
    ["old-import", "priya", "Which columns does the customer import want?", 4, "solved", 60 * 26, null],
    ["logo", "marta", "My logo is blurred on printed invoices", 2, "not_solved", 60 * 30, "It still is blurred."],
    ["spam-1", "visitor", "Buy followers now", null, "spam", 60 * 40, null],
    ["webhook", "oskar", "Webhook signature does not verify", 5, "solved", 60 * 50, null],
  ].map(([id, who, text, rating, outcome, minutes, comment]) => ({
    id, contact: who, state: "resolved", assignee: id === "logo" ? "ben" : "ada", topic: id === "tax-rate" ? "tax" : "invoices", priority: 0.1, rating, outcome, resolved_at: iso(minutes), read: { contact: 99, people: 99 },
    log: [
      ["conversation.created", minutes + 30, { inbox: "main" }],
      ["message.created", minutes + 30, said("contact", text, `${id}-1`)],
      ["conversation.assigned", minutes + 25, { by: ADA }],
      ["message.created", minutes + 20, said("human_agent", "Here is how, step by step.", `${id}-2`, { client_id: `${id}-x`, by: ADA, citations: [], guide: null })],
      ["conversation.resolved", minutes, { resolution: "assumed" }],
      ["people.resolved", minutes, { by: ADA, outcome, topic: "invoices", note: null }],
      ...(rating ? [["conversation.rated", minutes - 1, { stars: rating, comment }]] : []),
    ],
  })),
];

function packet(summary, reason, topic, urgency, contact, page) {
  return { summary, reason, topic, urgency, contact, page, events: [{ kind: "navigation", text: page.route }], errors: [], tried: [], answered: [], evidence: [], suggested_reply: null, flags: [], markdown: "" };
}
