// A server that says what a test makes it say, in the words of docs/protocol.md: for what people, other devices and rare
// moments do. `journeys.test.js` has the real one.

import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname } from "node:path";
import { visit } from "./browser.js";

const DIST = new URL("../dist/", import.meta.url);
const TYPES = { ".js": "text/javascript", ".png": "image/png", ".svg": "image/svg+xml" };
const AT = "2026-11-21T10:00:00Z";

/** A face, as far as a test needs one. */
const PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="#c9d8ef"/><circle cx="20" cy="16" r="8" fill="#35507c"/><path d="M4 40c2-12 8-15 16-15s14 3 16 15" fill="#35507c"/></svg>`;

export const INBOX = {
  key: "main",
  name: "Tallybook help",
  product: "Tallybook",
  agent_name: "Usher",
  greeting: "Hi! What can I help you with in Tallybook?",
  disclosure: "Usher is an AI. It answers from the documentation, and asks a person where it is not sure.",
  anonymous: true,
  theme: { color: null, scheme: null, position: null, offset: null, logo: null, team: null },
  suggestions: ["How do I send an invoice?", "What does Business cost a year?"],
  files: null,
  hints: [],
};

export const turn = (id, more = {}) => ({
  id,
  outcome: "answer",
  reason: "confident",
  confidence: 0.93,
  citations: [],
  options: [],
  guide: null,
  ...more,
});

/** Serves the widget's files, and `pages` by path: HTML, or `{ text, type }`. */
export async function startScripted(pages = {}) {
  const server = createServer((incoming, answer) => {
    const { pathname } = new URL(incoming.url, "http://host");
    const page = pages[pathname];
    if (page?.text) return answer.writeHead(200, { "content-type": page.type }).end(page.text);
    if (page) return answer.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(page);
    if (pathname === "/favicon.ico") return answer.writeHead(204).end();
    try {
      const bytes = readFileSync(new URL(`.${pathname}`, DIST));
      answer.writeHead(200, { "content-type": TYPES[extname(pathname)] }).end(bytes);
    } catch {
      answer.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    stop: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

/** A page whose server is `script`: what the widget sends comes to `script.heard`, what `script.say` is given goes to it. */
export async function visitScripted(browser, address, options = {}, given = {}) {
  const script = createScript(given);
  const visitor = await visit(browser, "about:blank", options);
  await visitor.context.route(/\/v1\//, (route) => script.answer(route));
  await visitor.context.routeWebSocket(/\/v1\//, (socket) => script.connect(socket));
  await visitor.page.goto(address);
  return { ...visitor, script };
}

function createScript({ inbox = {}, conversations = [], guides = {}, absent = [], waiting: time = {} }) {
  const log = [];
  const heard = [];
  const sockets = new Set();
  /** How often something was asked for. */
  const asked = { waiting: 0 };
  const waiting = [];
  let read = { contact: 0, people: 0 };
  const send = (socket, frame) => socket.send(JSON.stringify(frame));
  const toAll = (frame) => sockets.forEach((socket) => send(socket, frame));

  function event(kind, body) {
    log.push({ seq: log.length + 1, at: AT, kind, body });
    toAll({ type: "event", ...log.at(-1) });
    return log.length;
  }

  function take(frame) {
    heard.push(frame);
    for (const each of [...waiting]) if (each.type === frame.type) waiting.splice(waiting.indexOf(each), 1)[0].done(frame);
    const { client_id } = frame;
    const accepted = (seq, more = {}) => ({ type: "accepted", client_id, seq, duplicate: false, ...more });
    if (absent.includes(frame.type)) {
      const problem = { type: "/problems/json-syntax", title: "", status: 400, detail: "unknown variant" };
      return { type: "problem", problem };
    }
    if (frame.type === "message") {
      const message_id = `m${log.length + 1}`;
      return accepted(event("message.created", { message_id, author: "contact", text: frame.text, client_id }), { message_id });
    }
    if (frame.type === "judgement") {
      const seq = event("turn.judged", { turn: frame.turn, solved: frame.solved });
      if (frame.solved) event("conversation.resolved", { resolution: "confirmed" });
      return accepted(seq);
    }
    if (frame.type === "rating")
      return accepted(frame.anonymous ? 0 : event("conversation.rated", { stars: frame.stars, comment: frame.comment ?? null }));
    if (frame.type === "step") return accepted(event(`guide.step_${frame.outcome}`, frame));
    if (frame.type === "read") {
      read = { ...read, contact: Math.max(read.contact, frame.seq) };
      return { type: "read", reader: "contact", seq: read.contact };
    }
    return null;
  }

  return {
    log,
    heard,
    /** The next frame of a type, or the one that came already. */
    frame: (type) => heard.findLast((frame) => frame.type === type) ?? new Promise((done) => waiting.push({ type, done })),
    event,
    say: toAll,
    /** Sentences of a reply while it is made. */
    piece: (at, text) => toAll({ type: "provisional", message_id: log.at(-1).body.message_id, at, text }),
    /** Breaks every line. */
    drop: () => sockets.forEach((socket) => (sockets.delete(socket), socket.close({ code: 1011 }))),
    asked,
    /** A reply of the agent. */
    reply: (text, more) => event("message.created", { message_id: `m${log.length + 1}`, author: "ai_agent", text, turn: turn(`t${log.length + 1}`, more) }),
    person: (text) => event("message.created", { message_id: `m${log.length + 1}`, author: "human_agent", text }),
    /** Another device of the contact's read so far while this one was not there to hear it. */
    read: (seq) => (read = { ...read, contact: seq }),
    connect(socket) {
      const after = Number(new URL(socket.url()).searchParams.get("after"));
      sockets.add(socket);
      socket.onClose(() => sockets.delete(socket));
      socket.onMessage((text) => {
        const answer = take(JSON.parse(text));
        if (answer) send(socket, answer);
      });
      for (const each of log) if (each.seq > after) send(socket, { type: "event", ...each });
      for (const reader of ["contact", "people"]) send(socket, { type: "read", reader, seq: read[reader] });
    },
    async answer(route) {
      const request = route.request();
      const path = new URL(request.url()).pathname.replace("/v1/", "");
      const reply = (status, body) => route.fulfill({ status, json: body });
      if (path.startsWith("files/")) return route.fulfill({ contentType: "image/svg+xml", body: PICTURE });
      if (path === "visitors") return reply(201, { token: "scripted" });
      if (path.startsWith("inboxes/")) return reply(200, { ...INBOX, ...inbox, theme: { ...INBOX.theme, ...inbox.theme } });
      if (path.startsWith("guides/")) {
        const guide = guides[path.slice("guides/".length)];
        return guide ? reply(200, guide) : reply(404, { type: "/problems/guide-unknown", status: 404, title: "", detail: "" });
      }
      if (path === "conversations" && request.method() === "GET") return reply(200, { conversations });
      if (path === "conversations") {
        event("conversation.created", { inbox: "main" });
        const accepted = take({ type: "message", ...request.postDataJSON().message });
        return reply(201, { conversation: { id: "talk", last_seq: log.length }, accepted });
      }
      const after = Number(new URL(request.url()).searchParams.get("after"));
      if (path.endsWith("/waiting")) {
        asked.waiting++;
        return reply(200, { people: "waiting", ahead: null, wait_s: null, open: true, back_at: null, ...time });
      }
      if (path.endsWith("/events")) return reply(200, { events: log.filter((each) => each.seq > after) });
      return reply(200, { id: "talk", read, messages: [] });
    },
  };
}
