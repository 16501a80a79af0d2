// What people do to conversations, and what contacts do, as the contract says.

import { at, emit, loadOf, newId, ref, Refused, rowOf, supervises } from "./world.js";

const OFFER = 60_000;

/** Gives it to a person, or says why not. */
export function take(world, conversation, person, over = false) {
  const { state, stage, assignee } = conversation;
  if (state === "open" && stage === "active" && assignee === person.id) return;
  if (state === "resolved" || state === "snoozed") throw new Refused(409, "not-open", "Nothing waits for people here.");
  const other = state === "open" && stage === "active" ? assignee : null;
  if (other && !(over && supervises(person)))
    throw new Refused(409, "taken", `${world.people.get(other).name} has it.`, { by: ref(world.people.get(other)) });
  if (!(stage === "assigned" && assignee === person.id) && loadOf(world, person) >= person.capacity)
    throw new Refused(409, "capacity-reached");
  own(world, conversation, person);
  if (other) emit(world, conversation, "people.taken_over", { by: ref(person), from: ref(world.people.get(other)) });
  emit(world, conversation, "conversation.assigned", { by: ref(person) });
}

function own(world, conversation, person) {
  Object.assign(conversation, {
    state: "open",
    stage: "active",
    level: null,
    due_at: null,
    assignee: person.id,
    snoozed_until: null,
    outcome: null,
    resolved_at: null,
  });
}

export function offer(world, conversation, person) {
  const until = at(world, -OFFER);
  Object.assign(conversation, { state: "open", stage: "assigned", level: "one", due_at: until, assignee: person.id });
  emit(world, conversation, "people.offered", { person: ref(person), level: "one", until, by: null });
  world.tell.offer(conversation, [person.id]);
}

export function offerToAll(world, conversation, level = "everybody") {
  const until = at(world, -OFFER);
  Object.assign(conversation, { state: "open", stage: "waiting", level, due_at: until, assignee: null });
  emit(world, conversation, "people.offered", { person: null, level, until, by: null });
  world.tell.offer(conversation, null);
}

export function wait(world, conversation, queue = conversation.queue) {
  Object.assign(conversation, { state: "open", stage: "waiting", level: "one", due_at: null, assignee: null, queue });
  const { topic, packet, priority, frustration } = conversation;
  emit(world, conversation, "people.waiting", {
    queue: ref(world.queues.find(({ id }) => id === queue)) ?? null,
    topic,
    reason: packet?.reason ?? "asks_for_person",
    priority,
    urgency: packet?.urgency ?? 0,
    frustration,
  });
}

/** `client_id` seen before answers as then. */
function once(conversation, client_id, write) {
  const known = conversation.events.find(({ body }) => body.client_id === client_id);
  if (known) return { ...(known.body.message_id && { message_id: known.body.message_id }), seq: known.seq, duplicate: true };
  return write();
}

function say(world, conversation, person, client_id, body) {
  return once(conversation, client_id, () => {
    const { state } = conversation;
    if (state === "snoozed" || state === "resolved") {
      own(world, conversation, person);
      emit(world, conversation, "conversation.reopened", {});
    } else take(world, conversation, person);
    conversation.waiting_since = null;
    const message_id = newId();
    const event = emit(world, conversation, "message.created", {
      message_id,
      author: "human_agent",
      client_id,
      by: ref(person),
      citations: [],
      guide: null,
      ...body,
    });
    return { message_id, seq: event.seq, duplicate: false };
  });
}

const owned = (conversation, person) => conversation.assignee === person.id || supervises(person);

const mailed = new Set();

export const acts = {
  transcript(world, conversation, person, body) {
    if (!world.mail) throw new Refused(409, "mail-off");
    const address = body.address ?? world.contacts.get(conversation.contact).contact.email;
    if (!address) throw new Refused(409, "address-missing");
    const cause = `${conversation.id}:${conversation.events.length}:${address}`;
    const duplicate = mailed.has(cause);
    mailed.add(cause);
    if (!duplicate) emit(world, conversation, "people.mailed", { letter: "transcript", sent: true, problem: null });
    return [202, { address, duplicate }];
  },
  take: (world, c, person, { over }) => (take(world, c, person, over), { conversation: rowOf(world, c) }),
  decline(world, c, person) {
    emit(world, c, "people.declined", { person: ref(person) });
    const next = [...world.people.values()].find(
      (one) =>
        one.role === "agent" &&
        one.id !== person.id &&
        world.presence.get(one.id) === "online" &&
        loadOf(world, one) < one.capacity,
    );
    if (next) offer(world, c, next);
    else offerToAll(world, c);
    return { conversation: rowOf(world, c) };
  },
  assign(world, c, person, { person: to, queue, note }) {
    if (!owned(c, person)) throw new Refused(409, "not-yours");
    if (to) {
      const whom = world.people.get(to);
      if (!whom) throw new Refused(404, "person-unknown");
      if (loadOf(world, whom) >= whom.capacity) throw new Refused(409, "capacity-reached");
      emit(world, c, "people.transferred", { by: ref(person), person: ref(whom), queue: null, note: note ?? null });
      offer(world, c, whom);
    } else {
      const line = queue === null ? null : world.queues.find(({ id }) => id === queue);
      if (queue !== null && !line) throw new Refused(404, "queue-unknown");
      emit(world, c, "people.transferred", { by: ref(person), person: null, queue: line ? ref(line) : null, note: note ?? null });
      wait(world, c, queue);
    }
    return { conversation: rowOf(world, c) };
  },
  messages(world, c, person, { client_id, text, suggestion, citations, files }) {
    if (!text && !files?.length) throw new Refused(422, "text-empty");
    const answer = say(world, c, person, client_id, {
      text,
      citations: citations ?? [],
      ...(files?.length && { files: files.map((id) => world.files.get(id).ref) }),
    });
    const made = suggestion && c.suggestions.find(({ id }) => id === suggestion);
    if (made && !answer.duplicate)
      emit(world, c, "people.suggestion_used", { suggestion, by: ref(person), use: made.text === text ? "accepted" : "edited" });
    return answer;
  },
  notes: (world, c, person, { client_id, text, mentions = [] }) =>
    once(c, client_id, () => {
      const known = mentions.map((id) => world.people.get(id)).filter(Boolean);
      for (const one of known) c.mentions.add(one.id);
      const event = emit(world, c, "people.note", {
        note_id: newId(),
        by: ref(person),
        text,
        mentions: known.map(ref),
        client_id,
      });
      world.tell.mention(c, event, known, person);
      return { seq: event.seq, duplicate: false };
    }),
  guides(world, c, person, { client_id, guide, text = "" }) {
    const whole = world.guides.get(guide);
    if (!whole) throw new Refused(404, "guide-unknown");
    return say(world, c, person, client_id, { text, guide: whole });
  },
  "hand-back"(world, c, person, { note }) {
    Object.assign(c, { state: "pending", stage: null, assignee: null, waiting_since: null });
    emit(world, c, "conversation.handed_back", {});
    emit(world, c, "people.handed_back", { by: ref(person), note: note ?? null });
    return { conversation: rowOf(world, c) };
  },
  resolve(world, c, person, { outcome, topic, note }) {
    Object.assign(c, {
      state: "resolved",
      stage: null,
      outcome,
      resolved_at: at(world),
      waiting_since: null,
      assignee: c.assignee ?? person.id,
      topic: topic ?? c.topic,
    });
    emit(world, c, "conversation.resolved", { resolution: "assumed" });
    emit(world, c, "people.resolved", { by: ref(person), outcome, topic: c.topic, note: note ?? null });
    return { conversation: rowOf(world, c) };
  },
  reopen(world, c, person) {
    own(world, c, person);
    emit(world, c, "conversation.reopened", {});
    emit(world, c, "conversation.assigned", { by: ref(person) });
    return { conversation: rowOf(world, c) };
  },
  snooze(world, c, person, { until }) {
    Object.assign(c, { state: "snoozed", stage: null, snoozed_until: until, assignee: person.id });
    emit(world, c, "people.snoozed", { by: ref(person), until });
    return { conversation: rowOf(world, c) };
  },
  check: (world, c, person, { text }) => ({ asks: asks(c, text) }),
  suggestion(world, c, person) {
    const answer = c.packet?.suggested_reply;
    const made = {
      id: newId(),
      text: answer ?? "",
      citations: c.citations ?? [],
      guide: c.suggestedGuide ?? null,
      outcome: answer ? "answer" : "escalate",
      confidence: c.packet?.evidence[0]?.score ?? 0.1,
    };
    c.suggestions.push(made);
    emit(world, c, "people.suggested", {
      suggestion: made.id,
      by: ref(person),
      text: made.text,
      citations: made.citations,
      confidence: made.confidence,
    });
    return made;
  },
  "suggestion/discard"(world, c, person, { suggestion }) {
    emit(world, c, "people.suggestion_used", { suggestion, by: ref(person), use: "discarded" });
    return undefined;
  },
  reads(world, c, person, { seq }) {
    c.read.people = Math.max(c.read.people, seq);
    return { seq: c.read.people };
  },
  "mentions/seen"(world, c, person) {
    if (c.mentions.delete(person.id)) world.tell.row(c);
    return undefined;
  },
};

/** What a draft asks though the packet holds it. */
function asks({ packet }, text) {
  if (!packet) return [];
  const sentence = (pattern) => text.split(/(?<=[.?!])\s+/).find((one) => pattern.test(one) && one.includes("?"));
  const known = [
    [
      "error",
      /error|code|message/i,
      packet.errors.at(-1) && [packet.errors.at(-1).code, packet.errors.at(-1).text].filter(Boolean).join(": "),
    ],
    ["page", /which page|what page|where (are|do|did) you|screen/i, packet.page && `${packet.page.title} (${packet.page.route})`],
    ["plan", /which plan|what plan|your plan/i, packet.contact.plan],
    ["account", /account|company|workspace/i, packet.contact.account],
    [
      "steps",
      /what (have|did) you (already )?tr(y|ied)|already tried/i,
      packet.tried.length > 0 && `${packet.tried.length} steps of ${packet.tried[0].guide}`,
    ],
  ];
  return known.flatMap(([field, pattern, value]) =>
    value && sentence(pattern) ? [{ field, known: value, words: sentence(pattern) }] : [],
  );
}

/** The other side, for scenarios: what the contact's widget would do. */
export const contactActs = {
  writes(world, c, text, files) {
    if (c.state === "resolved" || c.state === "snoozed") {
      const was = c.state;
      c.state = c.assignee ? "open" : "pending";
      c.stage = c.assignee ? "active" : null;
      if (was === "snoozed") emit(world, c, "people.woken", { why: "contact" });
      else emit(world, c, "conversation.reopened", {});
    }
    if (c.state === "open") c.waiting_since ??= at(world);
    return emit(world, c, "message.created", {
      message_id: newId(),
      author: "contact",
      text,
      client_id: newId(),
      ...(files && { files }),
    });
  },
  types: (world, c) => world.tell.typing(c),
  reads(world, c) {
    c.read.contact = c.events.length;
    world.tell.read(c);
  },
  step: (world, c, guide, step, outcome, reason = null) =>
    emit(world, c, `guide.step_${outcome}`, { guide, step, outcome, reason }),
  rates(world, c, stars, comment) {
    c.rating = stars;
    return emit(world, c, "conversation.rated", { stars, comment });
  },
};
