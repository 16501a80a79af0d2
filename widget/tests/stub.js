// A small server that speaks the contract of docs/protocol.md as far as files, hints and messages go, and can be held
// up, cut off and told what to say: what a test of an upload that breaks needs, and a real server does not offer.

import { createHash, randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const TYPES = { ".js": "text/javascript", ".json": "application/json" };
const CORS = { "access-control-allow-origin": "*", "access-control-allow-headers": "authorization, content-type", "access-control-max-age": "0" };
/** How the bytes of what is taken begin. */
const MAGIC = { "89504e47": "image/png", ffd8ff: "image/jpeg", "47494638": "image/gif", "25504446": "application/pdf", "504b0304": "application/zip" };

export const INBOX = {
  key: "main",
  name: "Tallybook help",
  product: "Tallybook",
  agent_name: "Usher",
  greeting: "Hi! What can I help you with in Tallybook?",
  disclosure: "Usher is an AI. It answers from the documentation, and asks a person where it is not sure.",
  anonymous: true,
  theme: { color: null, scheme: null, position: null, offset: null, logo: null, team: [] },
  suggestions: ["How do I send an invoice?"],
  files: {
    max_bytes: 10 * 2 ** 20,
    media_types: ["image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain", "text/csv", "application/json", "application/zip"],
  },
  hints: [],
};

const problem = (status, slug, detail = slug) => ({ status, type: "application/problem+json", body: { type: `/problems/${slug}`, title: slug, status, detail } });
const json = (status, body) => ({ status, type: "application/json", body });

/** `pages` maps a path of the host to `{ html, headers }`. */
export async function startStub(pages) {
  const open = new Set();
  const stub = {
    inbox: structuredClone(INBOX),
    guides: {},
    /** Every request as `POST /v1/files`. */
    asked: [],
    /** Messages as they came. */
    messages: [],
    files: new Map(),
    isCut: false,
    /** What uploads are answered instead. */
    refuses: null,
    /** While it is set, no body of an upload is read. */
    gate: null,
  };
  const talks = new Map();

  function say(talk, kind, body) {
    const event = { seq: talk.events.length + 1, kind, at: new Date().toISOString(), body };
    talk.events.push(event);
    for (const send of talk.sockets) send({ type: "event", ...event });
    return event.seq;
  }

  function begin() {
    const talk = { id: randomUUID(), events: [], sockets: new Set(), sent: new Map() };
    talks.set(talk.id, talk);
    say(talk, "conversation.created", { inbox: "main" });
    return talk;
  }

  function take(talk, { type, ...message }) {
    const unknown = Object.keys(message).find((name) => !["client_id", "text", "page", "person", "files"].includes(name));
    if (unknown) return problem(422, "field-wrong", unknown);
    const ids = message.files ?? [];
    if (ids.length > 5 || ids.some((id) => !stub.files.has(id))) return problem(422, "field-wrong", "files");
    if (!message.text?.trim() && !ids.length) return problem(422, "text-empty");
    const known = talk.sent.get(message.client_id);
    if (known) return { ...known, body: { ...known.body, duplicate: true } };
    stub.messages.push(message);
    const files = ids.map((id) => stub.files.get(id).told);
    const message_id = randomUUID();
    const body = { message_id, author: "contact", text: message.text, client_id: message.client_id, ...(ids.length && { files }) };
    const answer = json(202, { message_id, seq: say(talk, "message.created", body), duplicate: false });
    talk.sent.set(message.client_id, answer);
    return answer;
  }

  function keep(name, bytes) {
    const start = bytes.subarray(0, 4).toString("hex");
    const media_type = Object.entries(MAGIC).find(([magic]) => start.startsWith(magic))?.[1] ?? (/^\s*</.test(bytes) ? null : /\.csv$/.test(name) ? "text/csv" : "text/plain");
    if (!media_type) return problem(415, "file-type-refused");
    if (bytes.length > stub.inbox.files.max_bytes) return problem(413, "file-too-large");
    const id = randomUUID();
    const key = createHash("sha256").update(id).digest("hex");
    const told = { id, name, media_type, bytes: bytes.length, url: `/v1/files/${key}` };
    stub.files.set(id, { told, key, bytes });
    return json(201, told);
  }

  async function answerTo(incoming, { pathname, searchParams }) {
    const { method } = incoming;
    const path = `${method} ${pathname}`;
    stub.asked.push(path);
    if (path === `GET /v1/inboxes/${stub.inbox.key}`) return json(200, stub.inbox);
    const stored = /^GET \/v1\/files\/(\w+)$/.exec(path)?.[1];
    if (stored) {
      const file = [...stub.files.values()].find(({ key }) => key === stored);
      return file ? { status: 200, type: file.told.media_type, body: file.bytes } : problem(404, "file-unknown");
    }
    if (path === "POST /v1/visitors") return json(201, { token: "visitor", expires_at: "2027-02-19T01:13:20Z" });
    if (!incoming.headers.authorization) return problem(401, "token-missing");
    if (path === "POST /v1/files") {
      await stub.gate;
      const bytes = await bodyOf(incoming);
      return stub.refuses ?? keep(searchParams.get("name"), bytes);
    }
    const body = method === "POST" ? JSON.parse((await bodyOf(incoming)).toString()) : null;
    if (path === "POST /v1/conversations") {
      const talk = begin();
      const accepted = body.message && take(talk, body.message);
      if (accepted && accepted.status > 299) return accepted;
      return json(201, { conversation: { id: talk.id, inbox: "main", state: "pending", last_seq: talk.events.length }, accepted: accepted?.body ?? null });
    }
    const [, id, call] = /^\w+ \/v1\/conversations\/([\w-]+)\/(\w+)$/.exec(path) ?? [];
    const talk = talks.get(id);
    if (talk && call === "messages") return take(talk, body);
    if (talk && call === "events") return json(200, { events: talk.events.slice(Number(searchParams.get("after"))) });
    const guide = stub.guides[/^GET \/v1\/guides\/(.+)$/.exec(path)?.[1]];
    return guide ? json(200, guide) : problem(404, "route-unknown");
  }

  const server = createServer(async (incoming, answer) => {
    if (stub.isCut) return incoming.socket.destroy();
    const url = new URL(incoming.url, "http://stub");
    if (!url.pathname.startsWith("/v1/")) return file(url.pathname, answer);
    if (incoming.method === "OPTIONS") return answer.writeHead(204, CORS).end();
    try {
      const { status, type, body } = await answerTo(incoming, url);
      const nosniff = { "x-content-type-options": "nosniff", ...(type.startsWith("image/") || type.includes("json") ? {} : { "content-disposition": "attachment" }) };
      answer.writeHead(status, { ...CORS, ...nosniff, "content-type": type }).end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
    } catch {
      incoming.socket.destroy();
    }
  });
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket)).on("error", () => {});
  });
  server.on("upgrade", (incoming, socket) => {
    const url = new URL(incoming.url, "http://stub");
    const talk = talks.get(url.pathname.split("/")[3]);
    if (stub.isCut || !talk) return socket.destroy();
    const send = accept(incoming, socket, (frame) => {
      if (frame.type !== "message") return;
      const { status, body } = take(talk, frame);
      send(status < 300 ? { type: "accepted", client_id: frame.client_id, ...body } : { type: "problem", client_id: frame.client_id, problem: body });
    });
    for (const event of talk.events.slice(Number(url.searchParams.get("after")))) send({ type: "event", ...event });
    talk.sockets.add(send);
    socket.on("close", () => talk.sockets.delete(send));
  });
  const listen = (each) => new Promise((done) => each.listen(0, "127.0.0.1", () => done(`http://127.0.0.1:${each.address().port}`)));
  const url = await listen(server);
  const hosts = createServer((incoming, answer) => {
    const page = pages(url)[new URL(incoming.url, url).pathname];
    answer.writeHead(page ? 200 : incoming.url === "/favicon.ico" ? 204 : 404, { "content-type": "text/html; charset=utf-8", ...page?.headers });
    answer.end(page?.html ?? "");
  });
  const host = await listen(hosts);
  return Object.assign(stub, {
    url,
    host,
    /** All conversations get it, as a reply of the agent's. */
    reply: (body) => talks.forEach((talk) => say(talk, "message.created", { message_id: randomUUID(), author: "ai_agent", text: "", ...body })),
    cut(on) {
      stub.isCut = on;
      if (on) open.forEach((socket) => socket.destroy());
    },
    /** Bodies of uploads wait; the function returned lets them through. */
    hold() {
      let release;
      stub.gate = new Promise((done) => (release = done));
      return () => ((stub.gate = null), release());
    },
    stop() {
      open.forEach((socket) => socket.destroy());
      server.close();
      hosts.closeAllConnections();
      hosts.close();
    },
  });
}

async function bodyOf(incoming) {
  const parts = [];
  for await (const part of incoming) parts.push(part);
  return Buffer.concat(parts);
}

function file(pathname, answer) {
  try {
    const bytes = readFileSync(join(DIST, pathname));
    answer.writeHead(200, { "content-type": TYPES[extname(pathname)] ?? "application/octet-stream", "access-control-allow-origin": "*" }).end(bytes);
  } catch {
    answer.writeHead(404).end();
  }
}

/** RFC 6455 as far as short text frames go; returns what sends one. */
function accept({ headers }, socket, onFrame) {
  const key = createHash("sha1").update(`${headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest("base64");
  socket.write(`HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key}\r\nSec-WebSocket-Protocol: usher.v1\r\n\r\n`);
  let rest = Buffer.alloc(0);
  socket.on("data", (bytes) => {
    rest = Buffer.concat([rest, bytes]);
    for (;;) {
      if (rest.length < 6) return;
      const short = rest[1] & 127;
      const head = short === 126 ? 4 : 2;
      const length = short === 126 ? rest.readUInt16BE(2) : short;
      if (rest.length < head + 4 + length) return;
      const mask = rest.subarray(head, head + 4);
      const text = Buffer.from(rest.subarray(head + 4, head + 4 + length).map((byte, at) => byte ^ mask[at % 4]));
      if ((rest[0] & 15) === 8) return socket.end();
      rest = rest.subarray(head + 4 + length);
      onFrame(JSON.parse(text.toString()));
    }
  });
  return (frame) => {
    const text = Buffer.from(JSON.stringify(frame));
    const head = text.length < 126 ? Buffer.from([0x81, text.length]) : Buffer.from([0x81, 126, text.length >> 8, text.length & 255]);
    if (!socket.destroyed) socket.write(Buffer.concat([head, text]));
  };
}
