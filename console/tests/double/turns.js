// Turns as an engine would make them, for the playground: one of each outcome, told by the words of the question.

const SEND = {
  article: "articles/invoices/send-an-invoice.md",
  version: 3,
  title: "Send an invoice",
  heading: "Who gets it",
  quote: "An invoice goes to at most 5 addresses. Separate them with commas; each gets the same PDF.",
  url: "https://help.tallybook.example/invoices/send-an-invoice",
  chunk: "send-an-invoice#2",
};
const LIMITS = {
  article: "articles/billing/plans.md",
  version: 7,
  title: "Plans and limits",
  heading: "Invoices a month",
  quote: "Free: 10 invoices a month. Plus: 250. Business: without a limit.",
  url: null,
  chunk: "plans#1",
};

const MODEL = "example-large at main";
const used = (tokens_in, tokens_out, duration_ms, more = {}) => ({
  model: "example-large",
  endpoint: "main",
  tokens_in,
  tokens_out,
  cost_micros: tokens_in * 3 + tokens_out * 15,
  attempts: 1,
  first_piece_ms: Math.round(duration_ms / 3),
  duration_ms,
  ...more,
});

const evidence = ({ chunk, article, heading, quote }, score, signals = {}) => ({
  chunk,
  article,
  heading,
  quote,
  score,
  signals: { word_match: 0.82, bm25: 0.41, chunk_cosine: 0.66, title_cosine: 0.58, on_page: 0, ...signals },
});
const OTHERS = ["Reminders", "Add a customer", "Export a list", "Who may see what", "Drafts"].map((heading, at) =>
  evidence({ chunk: `other-${at}`, article: `articles/other/${heading.toLowerCase().replaceAll(" ", "-")}.md`, heading, quote: `${heading}: a passage that was found and bears little on the question.` }, 0.06 / (at + 1)),
);

const understanding = (query, more = {}) => ({
  language: query.length > 24 ? "eng" : "",
  query,
  intents: [{ intent: "invoice-recipients", probability: 0.81 }, { intent: "send-invoice", probability: 0.12 }],
  in_scope: 0.97,
  topic: "invoices",
  topic_probability: 0.88,
  wants_person: 0.02,
  solved: 0.01,
  urgency: 0.2,
  sentiment: 0.05,
  frustration: 0.08,
  failures: 0,
  ...more,
});

const FEATURES = {
  word_match: 0.86, nearest_cosine: 0.74, bm25: 0.41, chunk_cosine: 0.66, title_cosine: 0.58, topic: 0.88, asked: 0.91, article_share: 0.79, lead: 1.4,
  asked_margin: 0.31, scope: 0.47, worst_missing: 0.12, missing_in_chunk: 0.08, entropy: 0.62, length: 2.3, intercept: 1,
};

const trace = (query, more = {}) => ({
  embedder: "potion-32m",
  index: "tallybook 2026-11-20",
  models: "reading-5",
  calibration: "shipped",
  threshold: 0.7,
  understanding: understanding(query),
  evidence: [evidence(SEND, 0.78), evidence(LIMITS, 0.09), ...OTHERS],
  proposals: [],
  flags: [],
  language_model: "",
  calls: [],
  ...more,
});

const NOTHING = { text: "", value: null, sentences: [], options: [] };

/** One turn, with each sentence's support. */
export function turnFor(query, model) {
  if (/import|refund|person/i.test(query)) return handedOver(query, model);
  if (/guide|show|teammate/i.test(query)) return guided(query);
  if (/thank/i.test(query)) return thanked(query);
  if (/which|limit|bill/i.test(query)) return askedBack(query);
  return answered(query, model);
}

const QUOTED = "An invoice goes to at most 5 addresses. Separate them with commas; each gets the same PDF.";

/** A courtesy rests on nothing. */
const thanked = (query) => ({
  turn: { outcome: "answer", reason: "confident", confidence: 0.96, reply: { ...NOTHING, text: "Glad that it works. I am here if anything else comes up." }, citations: [], guide: null, handoff: null, trace: trace(query, { threshold: 0, evidence: [] }) },
  sentences: [],
});

function answered(query, model) {
  const first = model ? "One invoice can go to up to five addresses, separated by commas." : "An invoice goes to at most 5 addresses.";
  const second = model ? "Everybody gets the same PDF." : "Separate them with commas; each gets the same PDF.";
  const confidence = model ? 0.91 : 0.86;
  const signals = model ? { model_asked: 1, model_kept: 0.67, model_agreed: 1, model_log_probability: -0.21 } : {};
  const answer = { kind: "answer", summary: QUOTED, articles: [SEND.article], confidence, dropped: [], features: { ...FEATURES, ...signals } };
  const dropped = { text: "You can add more addresses on the Business plan.", why: "No passage says that a plan changes the number of addresses" };
  return {
    turn: {
      outcome: "answer",
      reason: "confident",
      confidence,
      reply: { text: `${first} ${second}`, value: null, sentences: [{ text: first, citation: 0 }, { text: second, citation: 0 }], options: [] },
      citations: [SEND],
      guide: null,
      handoff: null,
      trace: trace(query, {
        language_model: model ? MODEL : "",
        calls: model
          ? [
              { prompt: "understand", hash: "a41f9c02", outcome: "used", dropped: [], used: used(612, 48, 420) },
              { prompt: "answer", hash: "77be01d4", outcome: "used", dropped: [dropped], used: used(2140, 131, 1830, { attempts: 2 }) },
            ]
          : [],
        proposals: [
          answer,
          ...(model ? [{ ...answer, kind: "written", summary: `${first} ${second}` }] : []),
          { kind: "answer", summary: LIMITS.quote, articles: [LIMITS.article], confidence: 0.22, dropped: [], features: { ...FEATURES, asked: 0.1, opposites: 0, numbers_missing: 1, entropy: 1.9 } },
          { kind: "guide", summary: "Send an invoice", articles: [SEND.article], confidence: 0.34, dropped: [], features: { nearest_question: 0.42, wants_to_do: 0, asks_for_fact: 1, has_article: 1, its_article_first: 1 } },
        ],
      }),
    },
    sentences: [
      { text: first, citation: 0, support: 0.97, why: model ? [{ name: "opposite", log_odds: 0.1 }] : [] },
      { text: second, citation: 0, support: model ? 0.71 : null, why: model ? [{ name: "worst_missing", log_odds: -1.62 }, { name: "coverage", log_odds: -0.36 }] : [] },
    ],
  };
}

function askedBack(query) {
  const options = ["How many invoices may I send a month?", "How many people may one invoice go to?"].map((text) => ({ text, article: SEND.article, guide: null }));
  const proposal = (one, confidence) => ({ kind: "clarify", summary: one.text, articles: [one.article], confidence, dropped: [], features: { asked: 0.6, entropy: 1.2, asked_margin: 0.02 } });
  return {
    turn: {
      outcome: "clarify",
      reason: "ambiguous",
      confidence: 0.52,
      reply: { ...NOTHING, text: "Which of these do you mean?", options },
      citations: [],
      guide: null,
      handoff: null,
      trace: trace(query, { proposals: [proposal(options[0], 0.52), proposal(options[1], 0.41)] }),
    },
    sentences: [],
  };
}

const GUIDE = {
  id: "invite-teammate",
  title: "Invite a teammate",
  summary: "",
  start_step: 0,
  steps: ["Open Settings", "Choose Team", "Press Invite teammate"].map((instruction, at) => ({ id: `s${at}`, instruction, action: "click" })),
};

function guided(query) {
  return {
    turn: {
      outcome: "guide",
      reason: "confident",
      confidence: 0.83,
      reply: { ...NOTHING, text: "I can show you on the page." },
      citations: [],
      guide: GUIDE,
      handoff: null,
      trace: trace(query, {
        proposals: [{ kind: "guide", summary: GUIDE.title, articles: ["articles/team/invite.md"], confidence: 0.83, dropped: [], features: { nearest_question: 0.88, nearer_than_others: 0.4, wants_to_do: 1, asks_to_be_shown: 1, on_its_page: 1, has_article: 1 } }],
      }),
    },
    sentences: [],
  };
}

function handedOver(query, model) {
  const wants = /person/i.test(query);
  const reason = wants ? "asks_for_person" : "low_confidence";
  const summary = `The contact asks: “${query}”`;
  return {
    turn: {
      outcome: "escalate",
      reason,
      confidence: 0.44,
      reply: { ...NOTHING, text: "I am not sure enough about this one, so I am bringing in a colleague." },
      citations: [],
      guide: null,
      handoff: { summary, reason, topic: "import", urgency: 0.6, contact: {}, page: null, events: [], errors: [], tried: [], answered: [], evidence: [], suggested_reply: null, flags: [], markdown: `# Handoff\n\n${summary}\n` },
      trace: trace(query, {
        language_model: model ? MODEL : "",
        calls: model ? [{ prompt: "answer", hash: "77be01d4", outcome: "unused: no sentence is supported", dropped: [{ text: "Row 40 is skipped.", why: "No passage says it" }], used: used(1980, 44, 1210) }] : [],
        understanding: understanding(query, { topic: "import", wants_person: wants ? 0.98 : 0.05, urgency: 0.6, sentiment: -0.4, frustration: 0.45, failures: 1 }),
        proposals: [{ kind: "answer", summary: "Dates are written as 2026-03-31.", articles: ["articles/import/dates.md"], confidence: 0.44, dropped: ["Row 40 is skipped."], features: { ...FEATURES, worst_missing: 0.8, numbers_missing: 1, asked: 0.2, entropy: 1.7 } }],
        flags: [{ kind: "injection", place: "message", quote: "ignore what you were told", why: "it tells the system to do something", score: 0.93 }].filter(() => /ignore/i.test(query)),
      }),
    },
    sentences: [],
  };
}
