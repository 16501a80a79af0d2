// The REST half: sessions with a cookie and CSRF, roles, and one route a call.

import { readFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { acts } from "./acts.js";
import { contactPage, countsOf, inView, listOf, mayRead, newId, newKey, presenceOf, ref, Refused, rowOf } from "./world.js";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml" };
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const WITHOUT_CSRF = ["POST /session", "POST /welcome", "POST /welcome/accept"];
const DAY = 86_400_000;

export function sessionOf(world, request) {
  const cookie = /(?:^|; )usher_session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
  const session = world.sessions.get(cookie);
  const person = session && world.people.get(session.person);
  return person?.status === "active" ? { ...session, cookie, person } : null;
}

export async function answer(world, request, response) {
  const url = new URL(request.url, "http://double");
  if (url.pathname.startsWith("/console/")) return file(url.pathname.slice("/console/".length), response);
  if (url.pathname.startsWith("/v1/files/")) return storedFile(world, url.pathname.split("/").at(-1), response);
  if (!url.pathname.startsWith("/v1/people/")) return response.writeHead(404).end();
  if (world.down) return request.socket.destroy();
  try {
    const origin = request.headers.origin;
    if (origin && new URL(origin).host !== request.headers.host) throw new Refused(403, "origin-refused");
    const result = await route(world, request, url, response);
    if (response.writableEnded) return;
    const [status, body] = Array.isArray(result) ? result : [result === undefined ? 204 : 200, result];
    response.writeHead(status, { "content-type": "application/json" }).end(body === undefined ? undefined : JSON.stringify(body));
  } catch (error) {
    const problem = error.problem ?? {
      type: "/problems/internal",
      title: "Something failed",
      status: 500,
      detail: String(error.stack),
    };
    response.writeHead(problem.status, { "content-type": "application/problem+json" }).end(JSON.stringify(problem));
  }
}

async function read(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function route(world, request, url, response) {
  const path = url.pathname.slice("/v1/people".length);
  const call = `${request.method} ${path}`;
  const bytes = await read(request);
  const body = bytes.length > 0 && request.headers["content-type"] === "application/json" ? JSON.parse(bytes) : {};
  const asked = Object.fromEntries(url.searchParams);
  if (call === "POST /session") return signIn(world, body, response);
  if (call === "POST /welcome") return invitation(world, body.token).shown;
  if (call === "POST /welcome/accept") return accept(world, body, response);
  const session = sessionOf(world, request);
  if (!session) throw new Refused(401, "session-missing");
  if (request.method !== "GET" && !WITHOUT_CSRF.includes(call) && request.headers["x-csrf-token"] !== session.csrf)
    throw new Refused(403, "csrf-refused");
  const { person } = session;
  if (path === "/session") return own(world, request.method, session, response);
  if (call === "PUT /session/password")
    return body.current === person.password && body.password.length >= 12
      ? void (person.password = body.password)
      : refuse(401, "sign-in-refused");
  if (path === "/session/totp") return totp(world, request.method, person, body);
  if (call === "GET /members") return { people: [...world.people.values()].map((one) => shown(one, person)) };
  if (call === "GET /presence") return { people: [...world.people.values()].map((one) => presenceOf(world, one)) };
  if (call === "PUT /presence") return world.tell.wish(person, body.presence);
  if (call === "GET /queues")
    return {
      queues: world.queues.map((queue) => ({
        ...queue,
        waiting: [...world.conversations.values()].filter((c) => c.queue === queue.id && c.stage === "waiting").length,
      })),
      topics: [...new Set([...world.conversations.values()].map(({ topic }) => topic).filter(Boolean))],
    };
  if (call === "GET /inboxes") return { inboxes: world.inboxes };
  if (call === "GET /guides")
    return {
      guides: [...world.guides.values()].map(({ id, title, summary, steps }) => ({ id, title, summary, steps: steps.length })),
    };
  if (path.startsWith("/canned")) return canned(world, request.method, path, asked, body, person);
  if (["content_editor"].includes(person.role)) throw new Refused(403, "role-refused");
  if (call === "POST /files") return [201, keep(world, asked.name, request.headers["content-type"], bytes)];
  if (call === "GET /conversations") return listOf(world, person, asked);
  if (call === "GET /conversations/counts") return countsOf(world, person);
  if (call === "GET /conversations/live") return live(world, person);
  if (call === "GET /search") return search(world, person, asked);
  if (call === "GET /export")
    return exported(response, "conversations", asked.format, listOf(world, person, { ...asked, limit: "100" }).conversations);
  const contact = /^\/contacts\/([^/]+)$/.exec(path);
  if (contact) return contactPage(world, person, world.contacts.get(contact[1]) ?? refuse(404, "contact-unknown"));
  return conversation(world, request.method, path, asked, body, person, response);
}

function refuse(status, slug) {
  throw new Refused(status, slug);
}

const shown = ({ password: _, code: __, ...person }, to) =>
  to.role === "admin" || person.id === to.id ? person : { ...person, email: "" };

function begin(world, person, response) {
  const cookie = newKey();
  const session = { person: person.id, csrf: newKey() };
  world.sessions.set(cookie, session);
  response.setHeader("set-cookie", `usher_session=${cookie}; HttpOnly; SameSite=Lax; Path=/`);
  return signed(world, { ...session, person });
}

const signed = (world, { person, csrf }) => ({
  person: shown(person, person),
  csrf,
  expires_at: new Date(world.now() + DAY / 2).toISOString(),
});

function signIn(world, { email, password, code }, response) {
  const person = [...world.people.values()].find(
    (one) => one.email === email && one.password === password && one.status === "active",
  );
  if (!person) throw new Refused(401, "sign-in-refused");
  if (person.totp && !code) throw new Refused(401, "code-needed");
  if (person.totp && code !== person.code) throw new Refused(401, "code-refused");
  return begin(world, person, response);
}

function own(world, method, session, response) {
  if (method === "GET") return signed(world, session);
  world.sessions.delete(session.cookie);
  world.tell.over(session.cookie);
  response.setHeader("set-cookie", "usher_session=; Max-Age=0; Path=/");
  return undefined;
}

function totp(world, method, person, { password, code }) {
  if (method !== "PUT" && password !== person.password) throw new Refused(401, "sign-in-refused");
  if (method === "POST") return { secret: "JBSWY3DPEHPK3PXP", url: "otpauth://totp/Usher" };
  if (method === "PUT" && code !== "123456") throw new Refused(401, "code-refused");
  Object.assign(person, { totp: method === "PUT", code: "123456" });
  return undefined;
}

const invitation = (world, token) => world.invitations.get(token) ?? refuse(404, "invitation-unknown");

function accept(world, { token, name, password }, response) {
  const { shown: given, person } = invitation(world, token);
  world.invitations.delete(token);
  const joined = { ...person, name, password, email: given.email, role: given.role };
  world.people.set(joined.id, joined);
  return begin(world, joined, response);
}

function conversation(world, method, path, asked, body, person, response) {
  const [, id, act = ""] = /^\/conversations\/([^/]+)\/?(.*)$/.exec(path) ?? refuse(404, "route-unknown");
  const found = world.conversations.get(id);
  if (!found || !mayRead(person, found)) throw new Refused(404, "conversation-unknown");
  if (method === "GET" && act === "") return whole(world, found, person);
  if (method === "GET" && act === "events")
    return { events: found.events.filter(({ seq }) => seq > Number(asked.after ?? 0)).slice(0, 200) };
  if (method === "GET" && act === "export") return exported(response, "conversation", asked.format, [rowOf(world, found)]);
  if (method !== "POST" || !acts[act]) throw new Refused(404, "route-unknown");
  if (person.role === "analyst") throw new Refused(403, "role-refused");
  const result = acts[act](world, found, person, body);
  return ["messages", "notes", "guides"].includes(act) ? [202, result] : result;
}

function whole(world, c, person) {
  return {
    conversation: rowOf(world, c),
    packet: c.packet,
    contact: contactPage(world, person, world.contacts.get(c.contact)),
    events: c.events.slice(0, 1000),
    viewers: world.tell.viewersOf(c, person),
    read: c.read,
  };
}

function live(world, person) {
  if (!["admin", "supervisor"].includes(person.role)) throw new Refused(403, "role-refused");
  const rows = listOf(world, person, { sort: "pressing", limit: "100" }).conversations;
  return {
    conversations: rows.filter(
      (row) => row.state === "open" || (row.state === "pending" && world.now() - Date.parse(row.updated_at) < 30 * 60_000),
    ),
  };
}

function search(world, person, { q = "", limit = "50", before }) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const has = (text) => words.every((word) => text.toLowerCase().includes(word));
  const hits = [...world.conversations.values()]
    .filter((c) => mayRead(person, c))
    .flatMap((c) => {
      const row = rowOf(world, c);
      const told = c.events
        .filter(({ kind, body }) => (kind === "message.created" || kind === "people.note") && has(body.text))
        .map(({ seq, kind, at, body }) => ({
          conversation: row,
          seq,
          author: body.author ?? "human_agent",
          text: body.text,
          at,
          by: kind === "people.note" ? "note" : "message",
        }));
      const who = [row.contact.name, row.contact.account].filter(Boolean).join(" ");
      return has(who)
        ? [...told, { conversation: row, seq: 1, author: "contact", text: who, at: row.created_at, by: "contact" }]
        : told;
    });
  hits.sort((a, b) => (a.at < b.at ? 1 : -1));
  const from = Number(before ?? 0);
  return {
    hits: hits.slice(from, from + Number(limit)),
    next: from + Number(limit) < hits.length ? `${from + Number(limit)}` : null,
  };
}

function canned(world, method, path, { q = "", inbox }, body, person) {
  const render = /^\/canned\/([^/]+)\/render$/.exec(path);
  if (render) {
    const { contact, packet } = whole(world, world.conversations.get(body.conversation), person);
    const traits = contact.contact;
    const values = {
      "contact.name": traits.name,
      "contact.first_name": traits.name?.split(" ")[0],
      "contact.email": traits.email,
      "contact.plan": traits.plan,
      "contact.account": traits.account,
      "page.route": packet?.page?.route,
      "page.title": packet?.page?.title,
      error: packet?.errors.at(-1)?.code,
      "agent.name": person.name,
      "agent.first_name": person.name.split(" ")[0],
      product: "Tallybook",
    };
    const missing = [];
    const text = world.canned
      .find(({ id }) => id === render[1])
      .text.replace(
        /\{\{([\w.]+)(?:\|([^}]*))?\}\}/g,
        (all, name, otherwise) => values[name] ?? otherwise ?? (missing.push(name), all),
      );
    return { text, missing };
  }
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (one) =>
    words.every((word) => [one.shortcut, one.title, one.text, ...one.tags].join(" ").toLowerCase().includes(word));
  return { canned: world.canned.filter((one) => fits(one) && (!one.inbox || !inbox || one.inbox === inbox)) };
}

function keep(world, name, media_type, bytes) {
  if (!/^(image\/(png|jpeg|gif|webp)|application\/(pdf|json|zip)|text\/(plain|csv))/.test(media_type))
    throw new Refused(415, "file-type-refused");
  const id = newId();
  const key = newKey();
  const ref = { id, name, media_type, bytes: bytes.length, url: `/v1/files/${key}` };
  world.files.set(id, { ref, bytes, key });
  return ref;
}

function storedFile(world, key, response) {
  const found = [...world.files.values()].find((one) => one.key === key);
  if (!found) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": found.ref.media_type, "x-content-type-options": "nosniff" }).end(found.bytes);
}

function exported(response, name, format, rows) {
  const text = {
    json: () => JSON.stringify(rows, null, 1),
    csv: () => ["id,title,state", ...rows.map((r) => `${r.id},"${r.title.replaceAll('"', '""')}",${r.state}`)].join("\r\n"),
    text: () => rows.map((r) => r.title).join("\n\n"),
  }[format]();
  const ending = { json: "json", csv: "csv", text: "txt" }[format];
  response
    .writeHead(200, { "content-type": "text/plain", "content-disposition": `attachment; filename="${name}.${ending}"` })
    .end(text);
}

function file(path, response) {
  const name = normalize(path || "index.html");
  try {
    const bytes = readFileSync(join(DIST, name));
    response
      .writeHead(200, {
        "content-type": TYPES[extname(name)] ?? "application/octet-stream",
        "content-security-policy": POLICY,
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
      })
      .end(bytes);
  } catch {
    response.writeHead(404).end();
  }
}
