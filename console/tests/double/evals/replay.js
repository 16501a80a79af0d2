// What a replay finds: turns of the conversations that are there, and some that stayed as they were.

const said = (outcome, reason, confidence, articles, reply) => ({ outcome, reason, confidence, articles, reply });
const HELD = said("escalate", "low_confidence", 0.58, [], "I am not sure enough about this one, so I am bringing in a colleague.");
const GIVEN = said("answer", "confident", 0.86, ["articles/import/import-errors.md"], "Format the whole column as 2026-03-31, save it as CSV again and choose Check file.");

export function replayFound(world, withs) {
  const iso = (hours) => new Date(world.now() - hours * 3_600_000).toISOString();
  const turn = (id, hours, change, message, before, after, conversation) => ({ turn: id, conversation, at: iso(hours), change, message, before, after });
  const changed = [
    turn("t-1", 20, "outcome", "Only some rows show IMP-104, the others are fine. What do I do?", HELD, GIVEN, "import-104"),
    turn("t-2", 31, "outcome", "Can I get the money back to the card?", said("answer", "confident", 0.74, ["articles/payments/payouts-and-fees.md"], "Payouts take 2 working days."), { ...HELD, confidence: 0.69 }, "refund-1042"),
    turn("t-3", 50, "citations", "How many invoices can I send on Free?", said("answer", "confident", 0.9, ["articles/billing/plans.md"], "Free has 10 invoices a month."), said("answer", "confident", 0.93, ["articles/billing/compare-plans.md"], "Free has 10 invoices a month. Drafts do not count."), "limits"),
    turn("t-4", 77, "words", "How do I turn on the second factor?", said("answer", "confident", 0.88, ["articles/security/turn-on-two-factor.md"], "Open Security in your settings."), said("answer", "confident", 0.9, ["articles/security/turn-on-two-factor.md"], "Open Security in your settings and choose Turn on."), "two-factor"),
    ...Array.from({ length: 9 }, (_, at) => turn(`t-c${at}`, 80 + at, "confidence", `Where do I see reminder ${at + 1} of an invoice?`, { ...GIVEN, confidence: 0.8 }, { ...GIVEN, confidence: 0.87 }, "limits")),
  ];
  return {
    with: withs,
    conversations: 148,
    turns: 212,
    unchanged: 212 - changed.length,
    left_out: [{ reason: "their inbox is no more in the configuration", turns: 6 }],
    outcomes: [
      { before: "answer", after: "answer", turns: 121 }, { before: "answer", after: "escalate", turns: 1 },
      { before: "guide", after: "guide", turns: 18 },
      { before: "clarify", after: "clarify", turns: 14 },
      { before: "escalate", after: "answer", turns: 1 }, { before: "escalate", after: "escalate", turns: 57 },
    ],
    figures: [
      { name: "answered_share", before: 140 / 212, after: 140 / 212, change: 0, low: -0.014, high: 0.014 },
      { name: "confidence", before: 0.741, after: 0.756, change: 0.015, low: 0.004, high: 0.027 },
    ],
    changed,
  };
}
