// A team and a day at Tallybook's help desk.

import { seedEvals } from "./evals/seed.js";
import { seedKnowledge } from "./knowledge/seed.js";
import { pastCalls } from "./model.js";
import { importScreen } from "./picture.js";
import { pastActs, pastHandoffs } from "./history.js";
import { CANNED, CONTACTS, GUIDES, PARTNER_HOURS, PEOPLE, QUEUES, TALKS } from "./story.js";
import { newKey } from "./world.js";

const MINUTE = 60_000;

export function seed(world) {
  const iso = (minutes) => new Date(world.now() - minutes * MINUTE).toISOString();
  world.inboxes = [
    { key: "main", name: "Tallybook help", product: "Tallybook", hours: null },
    { key: "partners", name: "Partners", product: "Tallybook", hours: structuredClone(PARTNER_HOURS) },
  ];
  for (const person of PEOPLE) {
    world.people.set(person.id, { status: "active", skills: [], inboxes: [], capacity: 4, totp: false, password: "correct horse battery", created_at: iso(90_000), seen_at: iso(3), ...person });
    world.presence.set(person.id, person.presence ?? "offline");
    delete world.people.get(person.id).presence;
  }
  world.queues = structuredClone(QUEUES);
  for (const guide of GUIDES) world.guides.set(guide.id, guide);
  world.canned = CANNED.map((one, at) => ({ id: `canned-${at}`, inbox: null, tags: [], updated_at: iso(9000), by: null, ...one }));
  world.invitations.set("welcome-token", { id: "i-kim", token: "welcome-token", email: "kim@tallybook.example", name: "Kim Novak", role: "agent", inboxes: [], skills: ["english"], by: { id: "mara", name: "Mara Lindqvist" }, created_at: iso(1080), expires_at: iso(-9000) });
  world.history = pastHandoffs(world.now(), PEOPLE);
  world.audit = pastActs(world.now());
  world.modelCalls = pastCalls(world.now());
  const screen = { id: "file-1", name: "import-errors.png", media_type: "image/png", bytes: 0, url: "" };
  const key = newKey();
  const bytes = importScreen();
  Object.assign(screen, { bytes: bytes.length, url: `/v1/files/${key}` });
  world.files.set(screen.id, { ref: screen, bytes, key });
  for (const contact of CONTACTS) {
    world.contacts.set(contact.id, { inbox: "main", created_at: iso(50_000), seen_at: iso(1), ...contact, page: contact.page && { ...contact.page, at: iso(contact.page.at) } });
  }
  seedKnowledge(world);
  seedEvals(world);
  for (const talk of TALKS({ iso, screen, guides: world.guides })) add(world, talk);
}

/** A conversation whole, its log from `[kind, minutes ago, body]`. */
export function add(world, { log, ...talk }) {
  const iso = (minutes) => new Date(world.now() - minutes * MINUTE).toISOString();
  const events = log.map(([kind, minutes, body], at) => ({ seq: at + 1, kind, at: iso(minutes), body }));
  const conversation = {
    inbox: "main", state: "open", stage: null, level: null, queue: null, assignee: null, topic: null, packet: null, priority: 0.3, frustration: 0.1,
    suggestions: [], mentions: new Set(), read: { contact: 0, people: 0 }, events, created_at: events[0].at, updated_at: events.at(-1).at, ...talk,
  };
  world.conversations.set(conversation.id, conversation);
  return conversation;
}

const WORDS = "invoice reminder import customer payment refund tax rate currency template teammate export webhook payout draft due date logo bank statement".split(" ");

/** So many open conversations that wait, for measuring the list. */
export function many(world, count) {
  const contact = world.contacts.get("priya");
  for (let at = 0; at < count; at++) {
    const word = (by) => WORDS[(at * by + 7) % WORDS.length];
    add(world, {
      id: `many-${at}`, contact: contact.id, stage: "active", assignee: "ben", topic: word(3), priority: (at % 10) / 20,
      log: [
        ["conversation.created", at + 20, { inbox: "main" }],
        ["message.created", at + 19, { message_id: `m-${at}`, author: "contact", text: `Question ${at}: the ${word(1)} of my ${word(5)} is wrong`, client_id: `c-${at}` }],
      ],
    });
  }
}
