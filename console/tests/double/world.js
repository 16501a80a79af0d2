// The state of the stand-in and what may be done to it: conversations with their logs, rows made of them as the contract
// says, and whoever listens. Nothing of HTTP in here.

import { randomBytes, randomUUID } from "node:crypto";

const MINUTE = 60_000;
const VIEWS = ["mine", "offered", "waiting", "open", "pending", "snoozed", "resolved", "mentions"];
const PRESSING = (row, now) =>
  row.priority + (row.waiting_since ? ((now - Date.parse(row.waiting_since)) / (3 * MINUTE)) * 0.1 : 0);

export class Refused extends Error {
  constructor(status, slug, detail = "", more = {}) {
    super(slug);
    this.problem = { type: `/problems/${slug}`, title: slug, status, detail, ...more };
  }
}

export function createWorld(now = () => Date.now()) {
  const world = {
    now,
    people: new Map(),
    invitations: new Map(),
    inboxes: [],
    queues: [],
    guides: new Map(),
    canned: [],
    /** Past handoffs, for the figures; and what the audit log holds, oldest first. */
    history: [],
    audit: [],
    contacts: new Map(),
    conversations: new Map(),
    files: new Map(),
    sessions: new Map(),
    presence: new Map(),
    used: [],
    /** The language model, what left for it, the newest first, and what was tried out. */
    model: { configured: true, identity: "example-large at main" },
    modelCalls: [],
    tried: [],
    /** By path; and what was uploaded, the newest first. */
    articles: new Map(),
    uploads: [],
    /** What contacts want, each with its examples; and sites that are read. */
    intents: [],
    sites: [],
    /** Suites with their lines, runs with what they found, the newest first, and the budget. */
    suites: [],
    runs: [],
    budget: { now: null, history: [] },
    /** Called with what sockets are told: see sockets.js. */
    tell: { event() {}, row() {}, offer() {}, mention() {}, viewers() {}, typing() {}, presence() {}, read() {}, provisional() {}, upload() {}, site() {}, knowledge() {}, run() {}, evals() {} },
  };
  return world;
}

export const at = (world, ago = 0) => new Date(world.now() - ago).toISOString().replace(/\.\d{3}Z$/, (s) => s);
export const ref = (person) => person && { id: person.id, name: person.name };
export const newId = () => randomUUID();
export const newKey = () => randomBytes(32).toString("base64url");

const isActing = ({ role }) => ["admin", "supervisor", "agent"].includes(role);
/** Who counts as a colleague at work. */
export const takesConversations = (person) => person.status === "active" && isActing(person);
export const supervises = ({ role }) => ["admin", "supervisor"].includes(role);

export function mayRead(person, conversation) {
  const reads = isActing(person) || person.role === "analyst";
  return reads && (person.inboxes.length === 0 || person.inboxes.includes(conversation.inbox));
}

/** Adds to the log and tells everybody. */
export function emit(world, conversation, kind, body, when = at(world)) {
  const event = { seq: conversation.events.length + 1, kind, at: when, body };
  conversation.events.push(event);
  // What the console asks for by itself moves nothing in a list.
  if (!kind.startsWith("people.suggest")) conversation.updated_at = when;
  world.tell.event(conversation, event);
  world.tell.row(conversation);
  return event;
}

export function rowOf(world, conversation) {
  const contact = world.contacts.get(conversation.contact);
  const messages = conversation.events.filter(({ kind }) => kind === "message.created");
  const last = messages.at(-1);
  const waitingMs = conversation.waiting_since ? world.now() - Date.parse(conversation.waiting_since) : 0;
  const flags = [];
  if (conversation.frustration > 0.5) flags.push("frustrated");
  if (waitingMs > 5 * MINUTE) flags.push("waiting_long");
  if (conversation.level === "supervisor") flags.push("supervisor");
  if (conversation.events.some(({ kind }) => kind === "turn.failed")) flags.push("failed");
  if (contact.important) flags.push("important");
  return {
    id: conversation.id,
    inbox: conversation.inbox,
    state: conversation.state,
    stage: conversation.state === "open" ? conversation.stage : null,
    level: conversation.stage === "waiting" || conversation.stage === "assigned" ? conversation.level : null,
    due_at: conversation.due_at ?? null,
    queue: conversation.queue ? ref(world.queues.find(({ id }) => id === conversation.queue)) : null,
    assignee: conversation.assignee ? ref(world.people.get(conversation.assignee)) : null,
    contact: {
      id: contact.id,
      name: contact.contact.name ?? null,
      plan: contact.contact.plan ?? null,
      account: contact.contact.account ?? null,
      identified: Boolean(contact.contact.subject),
    },
    title: messages.find(({ body }) => body.author === "contact")?.body.text.slice(0, 200) ?? "",
    preview: last ? { author: last.body.author, text: last.body.text.slice(0, 200), at: last.at } : null,
    topic: conversation.topic,
    reason: conversation.packet?.reason ?? null,
    priority: conversation.priority,
    urgency: conversation.packet?.urgency ?? 0,
    frustration: conversation.frustration,
    waiting_since: conversation.waiting_since ?? null,
    snoozed_until: conversation.snoozed_until ?? null,
    rating: conversation.rating ?? null,
    outcome: conversation.outcome ?? null,
    resolved_at: conversation.resolved_at ?? null,
    flags,
    created_at: conversation.created_at,
    updated_at: conversation.updated_at,
    last_seq: conversation.events.length,
  };
}

export function inView(row, view, person, conversation) {
  const withMe = row.assignee?.id === person.id;
  if (view === "mine") return row.state === "open" && withMe && row.stage !== "waiting";
  if (view === "offered")
    return row.state === "open" && ((row.stage === "assigned" && withMe) || (row.stage === "waiting" && row.level !== "one"));
  if (view === "waiting") return row.state === "open" && row.stage === "waiting";
  if (view === "mentions") return conversation.mentions.has(person.id);
  return view === "all" || row.state === view;
}

export function countsOf(world, person) {
  const counts = Object.fromEntries(VIEWS.map((view) => [view, 0]));
  for (const conversation of world.conversations.values()) {
    if (!mayRead(person, conversation)) continue;
    const row = rowOf(world, conversation);
    for (const view of VIEWS) {
      if (!inView(row, view, person, conversation)) continue;
      if (view === "resolved" && world.now() - Date.parse(row.resolved_at) > 24 * 60 * MINUTE) continue;
      counts[view]++;
    }
  }
  return counts;
}

export function listOf(world, person, asked) {
  const { view = "all", sort = "newest", limit = "50", before } = asked;
  const wanted = [...world.conversations.values()]
    .filter((conversation) => mayRead(person, conversation))
    .map((conversation) => [rowOf(world, conversation), conversation])
    .filter(([row, conversation]) => inView(row, view, person, conversation) && matches(row, asked))
    .map(([row]) => row);
  const now = world.now();
  const order = {
    newest: (a, b) => (a.updated_at < b.updated_at ? 1 : -1),
    oldest: (a, b) => (a.updated_at > b.updated_at ? 1 : -1),
    pressing: (a, b) => PRESSING(b, now) - PRESSING(a, now),
  };
  wanted.sort(order[sort]);
  const from = before ? Number(before) : 0;
  const size = Math.min(100, Number(limit));
  return { conversations: wanted.slice(from, from + size), next: from + size < wanted.length ? `${from + size}` : null };
}

function matches(row, { inbox, queue, assignee, topic, rating, outcome, from, to }) {
  const when = row.state === "resolved" ? row.resolved_at : row.created_at;
  return (
    (!inbox || row.inbox === inbox) &&
    (!queue || row.queue?.id === queue) &&
    (!assignee || row.assignee?.id === assignee) &&
    (!topic || row.topic === topic) &&
    (!rating || `${row.rating}` === rating) &&
    (!outcome || row.outcome === outcome) &&
    (!from || when >= from) &&
    (!to || when < to)
  );
}

export const loadOf = (world, person) =>
  [...world.conversations.values()].filter((one) => one.state === "open" && one.assignee === person.id && one.stage !== "waiting")
    .length;

export const presenceOf = (world, person) => ({
  ...ref(person),
  role: person.role,
  presence: world.presence.get(person.id) ?? "offline",
  load: loadOf(world, person),
  capacity: person.capacity,
});

export function contactPage(world, person, contact) {
  const conversations = [...world.conversations.values()].filter((one) => one.contact === contact.id && mayRead(person, one));
  const rows = conversations.map((one) => rowOf(world, one)).sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
  const { id, inbox, contact: traits, created_at, seen_at, page } = contact;
  return { id, inbox, contact: traits, created_at, seen_at, page: page ?? null, conversations: rows.slice(0, 50) };
}
