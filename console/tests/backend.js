// What scenarios need of a server, and no more, so that the same scenarios can run against the stand-in and the real one.

import { start } from "./double/start.js";
import { acts, contactActs, offer, offerToAll } from "./double/acts.js";
import { save as saveArticle } from "./double/knowledge/articles.js";
import { save as saveGuide } from "./double/guides.js";
import { add as addExample } from "./double/knowledge/intents.js";
import { readText } from "./double/knowledge/markdown.js";
import { write as writeCanned } from "./double/canned.js";
import { add } from "./double/seed.js";
import { emit } from "./double/world.js";
import { PASSWORD } from "./browser.js";

export const PEOPLE = {
  agent: { email: "ada@tallybook.example", name: "Ada Okafor" },
  second: { email: "ben@tallybook.example", name: "Ben Carter" },
  supervisor: { email: "jonas@tallybook.example", name: "Jonas Weber" },
  admin: { email: "mara@tallybook.example", name: "Mara Lindqvist", code: "123456" },
  analyst: { email: "nina@tallybook.example", name: "Nina Roth" },
  editor: { email: "lee@tallybook.example", name: "Lee Park" },
};

export async function startBackend() {
  const double = await start();
  const { world } = double;
  const talk = (id) => world.conversations.get(id);
  const person = ({ email }) => [...world.people.values()].find((one) => one.email === email);
  let made = 0;
  return {
    url: double.url,
    password: PASSWORD,
    invitation: "welcome-token",
    /** A conversation with its packet, of the story's first contact; `to` is offered it, null offers it to everybody. */
    handoff(text, { to = PEOPLE.agent, like = "import-104" } = {}) {
      const id = `handoff-${++made}`;
      const packet = structuredClone(talk(like).packet);
      const log = [
        ["conversation.created", 1, { inbox: "main" }],
        ["message.created", 1, { message_id: `h-${made}`, author: "contact", text, client_id: `h-${made}` }],
        ["conversation.escalated", 0.9, { reason: "low_confidence", topic: "import" }],
      ];
      const conversation = add(world, {
        id,
        contact: "priya",
        topic: "import",
        stage: "waiting",
        level: "one",
        priority: 0.5,
        packet,
        log,
        citations: talk(like).citations,
        waiting_since: new Date().toISOString(),
      });
      if (to) offer(world, conversation, person(to));
      else offerToAll(world, conversation);
      return id;
    },
    /** What a language model wrote of the packet; null, where there is none. */
    worded: (id, words) => void Object.assign(talk(id).packet, words),
    contact: {
      writes: (id, text) => contactActs.writes(world, talk(id), text),
      types: (id) => contactActs.types(world, talk(id)),
      reads: (id) => contactActs.reads(world, talk(id)),
      step: (id, guide, step, outcome) => contactActs.step(world, talk(id), guide, step, outcome),
    },
    /** A sentence of a reply that the AI agent is writing; `said` is the whole of it. */
    forming: (id, at, text) => world.tell.provisional(talk(id), { message_id: talk(id).events.at(-1).body.message_id, at, text }),
    said: (id, text) => emit(world, talk(id), "message.created", { message_id: `said-${++made}`, author: "ai_agent", text }),
    /** What was tried out, and what left for a language model; without, none ever was configured. */
    tried: () => world.tried,
    withoutModel: () => Object.assign(world, { model: { configured: false, identity: "" }, modelCalls: [] }),
    /** Another person acts elsewhere: `act("second", id, "take", {})`. */
    act: (who, id, act, body = {}) => acts[act](world, talk(id), person(PEOPLE[who]), body),
    log: (id) => talk(id).events,
    texts: (id) =>
      talk(id)
        .events.filter(({ kind }) => kind === "message.created")
        .map(({ body }) => body.text),
    named: (contact, name) => void (world.contacts.get(contact).contact.name = name),
    down: double.down,
    drop: () => double.lines.drop(1001),
    endSessions(who) {
      const { id } = person(PEOPLE[who]);
      for (const [cookie, session] of world.sessions)
        if (session.person === id) (world.sessions.delete(cookie), world.tell.over(cookie));
    },
    /** An admin takes somebody's access away, or gives them another role, while they are at work. */
    revoke(who) {
      person(PEOPLE[who]).status = "revoked";
      world.tell.revoked(person(PEOPLE[who]));
    },
    become(who, role) {
      person(PEOPLE[who]).role = role;
      world.tell.account(person(PEOPLE[who]));
    },
    audit: () => world.audit,
    queues: () => [...world.queues].sort((a, b) => a.position - b.position),
    inbox: (key) => world.inboxes.find((one) => one.key === key),
    /** Somebody else writes a canned reply elsewhere. */
    canned: (body) => writeCanned(world, person(PEOPLE.editor), null, body),
    /** Of the person now, and of what they did before. */
    rename(id, name) {
      world.people.get(id).name = name;
      for (const { agent } of world.history) if (agent?.id === id) agent.name = name;
    },
    article: (id) => world.articles.get(id),
    /** Somebody else saves a draft elsewhere, whatever there is. */
    saves(who, id, body, note = "") {
      const newest = world.articles.get(id).versions[0];
      saveArticle(world, person(PEOPLE[who]), { id, base: newest.version, meta: readText(newest.text).meta, body, note });
    },
    /** A guide with its versions; and somebody else saves a draft of it elsewhere, whatever there is. */
    guide: (id) => world.guideTexts.get(id),
    savesGuide(who, id, change, note = "") {
      const [newest] = world.guideTexts.get(id).versions;
      saveGuide(world, person(PEOPLE[who]), { id, base: newest.version, text: change(newest.text), note });
    },
    withoutGuides: () => world.guideTexts.clear(),
    withoutDemo: () => void (world.withoutDemo = true),
    /** What was taught here. */
    added: (intent) => world.intents.find(({ id }) => id === intent).added.map(({ text }) => text),
    /** Somebody else teaches the same elsewhere. */
    teaches: (who, intent, text) => void addExample(world, person(PEOPLE[who]), { intent, text }),
    site: (source) => world.sites.find((one) => one.source === source),
    withoutSites: () => void (world.sites = []),
    mostUpload: (bytes) => void (world.mostUpload = bytes),
    /** How runs go on: step by small step, or without a word on the socket. */
    runsAre: (how) => void Object.assign(world, how),
    lastCase: (name) => JSON.parse(world.suites.find((one) => one.name === name).lines.at(-1)),
    /** Somebody else changes a suite elsewhere, and nobody has heard of it yet. */
    suiteChanges: (name) => void world.suites.find((one) => one.name === name).version++,
    mail: (there) => void (world.mail = there),
    stop: double.stop,
  };
}
