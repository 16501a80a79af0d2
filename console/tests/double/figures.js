// The team's figures of past handoffs, by the contract's definitions.

import { presenceOf, Refused, rowOf, takesConversations } from "./world.js";

const DAY = 86_400_000;

/** The server's own words (crates/engine/src/people/figures). */
const DEFINITIONS = {
  handoffs: "Times that a conversation began to wait for a person, or a person took it from the AI agent.",
  taken: "Handoffs that a person took.",
  missed: "Offers to one person that ran out after 60 seconds without an answer.",
  abandoned: "Handoffs that ended without a message of a person to the contact.",
  resolved: "Handoffs that ended with the conversation settled by a person.",
  speed_of_answer_s: "Seconds from the handoff to a person taking it, of handoffs that were taken.",
  first_response_s: "Seconds from the handoff to the first message of a person, of handoffs that got one.",
  resolution_s: "Seconds from the handoff to the conversation being settled by a person.",
  first_contact_resolution:
    "Share of handoffs settled by a person with outcome `solved` that were not opened again within 7 days, of all that were settled by a person.",
  csat: "Share of ratings with 4 or 5 stars, and the mean of all stars; a contact's later rating replaces the earlier one.",
  reasked: "Share of people's messages that asked for something that the handoff packet held.",
  suggestions: "Suggested replies by what became of them: sent as they were, edited, or discarded.",
  chats_per_agent: "Handoffs taken, divided by the number of people who took one.",
  concurrency_peak: "The most handoffs that people had taken and not ended at the same time.",
};

const GROUPS = {
  day: ({ began }) => [new Date(began).toISOString().slice(0, 10)],
  inbox: ({ inbox }) => [inbox],
  topic: ({ topic }) => [topic],
  agent: ({ agent }) => [agent?.id ?? "", agent?.name ?? ""],
};

export function figures(world, person, asked) {
  const refuse = (detail) => {
    throw new Refused(400, "query-wrong", detail);
  };
  for (const name of Object.keys(asked)) if (!["from", "to", "by", "inbox"].includes(name)) refuse(`unknown field \`${name}\``);
  const to = asked.to ? Date.parse(asked.to) : world.now();
  const from = asked.from ? Date.parse(asked.from) : to - 7 * DAY;
  if (!(from < to) || to - from > 366 * DAY) refuse("`from` lies before `to`, by at most 366 days.");
  const group = GROUPS[asked.by ?? "day"] ?? refuse("`by` is day, inbox, topic or agent.");
  const seen = world.history.filter(
    (one) =>
      one.began >= from &&
      one.began < to &&
      (!asked.inbox || one.inbox === asked.inbox) &&
      (person.inboxes.length === 0 || person.inboxes.includes(one.inbox)),
  );
  const groups = new Map();
  for (const one of seen) {
    const [key, name = key] = group(one);
    if (!groups.has(key)) groups.set(key, { key, name, all: [] });
    groups.get(key).all.push(one);
  }
  return {
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    now: now(world, person),
    definitions: DEFINITIONS,
    total: of(seen),
    groups: [...groups.values()].sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ key, name, all }) => ({ key, name, figures: of(all) })),
  };
}

function now(world, person) {
  const rows = [...world.conversations.values()]
    .filter((one) => one.state === "open" && (person.inboxes.length === 0 || person.inboxes.includes(one.inbox)))
    .map((one) => rowOf(world, one));
  const waiting = rows.filter(({ stage }) => stage !== "active");
  const waits = waiting.filter((row) => row.waiting_since).map((row) => Math.floor((world.now() - Date.parse(row.waiting_since)) / 1000));
  const people = [...world.people.values()].filter(takesConversations).map((one) => presenceOf(world, one));
  const online = people.filter(({ presence }) => presence === "online");
  return {
    waiting: waiting.length,
    longest_wait_s: waits.length > 0 ? Math.max(...waits) : null,
    active: rows.length - waiting.length,
    online: online.length,
    away: people.filter(({ presence }) => presence === "away").length,
    free: online.reduce((sum, { capacity, load }) => sum + Math.max(0, capacity - load), 0),
  };
}

const sum = (list) => list.reduce((all, one) => all + one, 0);
const share = (hits, of) => ({ share: of > 0 ? hits / of : null, of, hits });

function mean(values) {
  const sorted = values.filter((value) => value !== null).sort((a, b) => a - b);
  const rank = (q) => sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? null;
  return { mean: sorted.length > 0 ? sum(sorted) / sorted.length : null, median: rank(0.5), p90: rank(0.9), count: sorted.length };
}

function peak(all) {
  const changes = all.flatMap(({ began, taken_s, ended_s }) =>
    taken_s === null ? [] : [[began + taken_s * 1000, 1], ...(ended_s === null ? [] : [[began + ended_s * 1000, -1]])],
  );
  changes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  let [at, most] = [0, 0];
  for (const [, change] of changes) most = Math.max(most, (at += change));
  return most;
}

function of(all) {
  const taken = all.filter(({ agent }) => agent);
  const settled = all.filter(({ settled_s }) => settled_s !== null);
  const stars = all.map((one) => one.stars).filter((one) => one !== null);
  const agents = new Set(taken.map(({ agent }) => agent.id));
  const uses = (use) => sum(all.map(({ suggestions }) => suggestions[use]));
  return {
    handoffs: all.length,
    taken: taken.length,
    missed: sum(all.map(({ missed }) => missed)),
    abandoned: all.filter(({ ended_s, messages }) => ended_s !== null && messages === 0).length,
    resolved: settled.length,
    speed_of_answer_s: mean(all.map(({ taken_s }) => taken_s)),
    first_response_s: mean(all.map(({ replied_s }) => replied_s)),
    resolution_s: mean(settled.map(({ settled_s }) => settled_s)),
    first_contact_resolution: share(settled.filter(({ solved, reopened }) => solved && !reopened).length, settled.length),
    csat: {
      ...share(stars.filter((one) => one >= 4).length, stars.length),
      mean: stars.length > 0 ? sum(stars) / stars.length : null,
    },
    reasked: share(sum(all.map(({ reasked }) => reasked)), sum(all.map(({ messages }) => messages))),
    suggestions: { accepted: uses("accepted"), edited: uses("edited"), discarded: uses("discarded") },
    chats_per_agent: agents.size > 0 ? taken.length / agents.size : null,
    concurrency_peak: peak(all),
  };
}
