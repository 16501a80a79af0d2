// What a run of a suite would measure: made of its cases, the same for the same cases.

const OUTCOME = { answer: "answer", guide: "guide", clarify: "clarify", escalate: "escalate" };

/** A number from 0 to 1 that only depends on the text. */
export function chance(text) {
  let sum = 2166136261;
  for (const char of text) sum = Math.imul(sum ^ char.codePointAt(0), 16777619);
  return ((sum >>> 0) % 10007) / 10007;
}

/** Wilson's interval of `hits` of `n`. */
export function share(hits, n, z = 1.96) {
  if (n === 0) return { value: 0, low: 0, high: 1, n };
  const p = hits / n;
  const middle = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { value: p, low: hits === 0 ? 0 : middle - half, high: hits === n ? 1 : middle + half, n };
}

export const readable = (suite) =>
  suite.lines.flatMap((line) => {
    try {
      const one = JSON.parse(line);
      return one.expect?.outcome && !OUTCOME[one.expect.outcome] ? [] : [one];
    } catch {
      return [];
    }
  });

const titleOf = (one) => one.turns?.at(-1)?.text ?? one.query ?? "";
const expectedOf = ({ expect }) => [expect.outcome, expect.cites && `cites ${expect.cites.join(", ")}`].filter(Boolean).join(", ");

/** `seed`: what the AI agent was like then. */
export function measure(suite, { seed, world }) {
  const all = readable(suite).map((one) => {
    const luck = chance(`${one.id}${seed}`);
    const steady = chance(one.id);
    const right = luck > 0.12 || steady > 0.5;
    const wanted = one.expect?.outcome ?? "answer";
    const outcome = right ? wanted : wanted === "answer" && luck > 0.05 ? "escalate" : "answer";
    return { id: one.id, title: titleOf(one), right, wanted, outcome, expected: one.expect ? expectedOf(one) : null, confidence: Math.round((0.55 + 0.4 * luck) * 100) / 100 };
  });
  const given = all.filter(({ outcome }) => outcome === "answer" || outcome === "guide");
  const answerable = all.filter(({ wanted }) => wanted === "answer");
  const metric = (name, hits, of, better) => ({ name, ...share(hits, of), better });
  const metrics = [
    metric("outcome_accuracy", all.filter(({ right }) => right).length, all.length, "higher"),
    metric("wrong_among_answered", given.filter(({ right }) => !right).length, given.length, "lower"),
    metric("answered_share", given.length, all.length, "neither"),
    metric("citation_hit_at_1", Math.round(answerable.length * 0.86), answerable.length, "higher"),
    metric("contains_rate", Math.round(answerable.length * 0.81), answerable.length, "higher"),
    { name: "confidence_auroc", value: 0.873, low: 0.801, high: 0.934, n: all.length, better: "higher" },
    { name: "reply_words", value: 34, low: 29, high: 41, n: given.length, better: "lower" },
  ];
  const left = suite.lines.length - readable(suite).length;
  const measured = {
    metrics,
    notes: ["Confidence is compared among cases that have a proposal."],
    problems: left > 0 ? [`${left} line of cases.jsonl is left out: its outcome is none of answer, guide, clarify, escalate.`] : [],
    cases: all.length,
    right: all.filter(({ right }) => right).length,
    wrong: all.filter(({ right }) => !right).sort((a, b) => b.confidence - a.confidence).map(wrongCase),
    all,
    comparison: null,
  };
  return { found: { ...measured, comparison: compare(world, suite, measured) }, headline: metrics.slice(0, 4) };
}

const changeOf = (past) => ({ name, value, better }, at) => {
  const before = past[at].value;
  const change = value - before;
  const moved = Math.abs(change) > 0.04;
  const verdict = !moved ? "same" : better === "neither" ? "changed" : (change > 0) === (better === "higher") ? "better" : "worse";
  const half = moved ? Math.abs(change) * 0.7 : Math.abs(change) + 0.04;
  return { name, before, after: value, change, low: change - half, high: change + half, better, verdict };
};

const wrongCase = ({ id, title, confidence, expected, outcome }) => ({
  id, title, score: 0, confidence, expected, outcome,
  explanation: outcome === "escalate" ? "It went to a person, and an article answers it." : "The reply rests on an article that does not answer the question.",
  reason: outcome === "escalate" ? "low_confidence" : "confident",
  reply: outcome === "escalate" ? null : "An invoice goes to at most 5 addresses. Separate them with commas; each gets the same PDF.",
});

function compare(world, suite, { metrics, all }) {
  const baseline = world.runs.find(({ id }) => id === suite.baseline?.run);
  if (!baseline) return null;
  const before = new Map(baseline.found.all.map((one) => [one.id, one]));
  const both = all.filter(({ id }) => before.has(id));
  const flips = both.filter((one) => one.right !== before.get(one.id).right);
  const changes = metrics.map(changeOf(baseline.found.metrics));
  return {
    baseline: baseline.id,
    at: baseline.created_at,
    regressed: changes.some(({ verdict }) => verdict === "worse"),
    cases: both.length,
    only_before: before.size - both.length,
    only_after: all.length - both.length,
    metrics: changes,
    flips: flips.map(({ id, title, right, outcome }) => ({ id, turned: right ? "right" : "wrong", title, before: before.get(id).outcome, after: right ? outcome : `${outcome}, wrong` })),
  };
}
