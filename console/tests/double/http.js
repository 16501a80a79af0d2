// The REST half: sessions with a cookie and CSRF, roles, and one route a call.

import { readFileSync } from "node:fs";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { permit } from "./access.js";
import { acts } from "./acts.js";
import * as canned from "./canned.js";
import { demo } from "./demo.js";
import { evals } from "./evals/route.js";
import { ofConversation } from "./evals/suites.js";
import { figures } from "./figures.js";
import { knowledge } from "./knowledge/route.js";
import * as manage from "./manage.js";
import * as model from "./model.js";
import * as settings from "./settings.js";
import { accept, invitation, own, sessionOf, shown, signIn, totp } from "./session.js";
import { contactPage, countsOf, listOf, mayRead, newId, newKey, presenceOf, Refused, rowOf, takesConversations } from "./world.js";

const DIST = fileURLToPath(new URL("../../dist/", import.meta.url));
const TYPES = { ".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8", ".svg": "image/svg+xml" };
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const WITHOUT_CSRF = ["POST /session", "POST /welcome", "POST /welcome/accept"];

export async function answer(world, request, response) {
  const url = new URL(request.url, "http://double");
  if (url.pathname.startsWith("/console/")) return file(url.pathname.slice("/console/".length), response);
  if (url.pathname.startsWith("/v1/files/")) return storedFile(world, url.pathname.split("/").at(-1), response);
  if (demo(world, url, response)) return;
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
  if (call === "POST /welcome") {
    const { email, name, role, expires_at } = invitation(world, body.token);
    return { email, name, role, expires_at };
  }
  if (call === "POST /welcome/accept") return accept(world, body, response);
  const session = sessionOf(world, request);
  if (!session) throw new Refused(401, "session-missing");
  if (request.method !== "GET" && !WITHOUT_CSRF.includes(call) && request.headers["x-csrf-token"] !== session.csrf)
    throw new Refused(403, "csrf-refused");
  const { person } = session;
  permit(person, request.method, path);
  if (path === "/session") return own(world, request.method, session, response);
  if (call === "PUT /session/password")
    return body.current === person.password && body.password.length >= 12
      ? void (person.password = body.password)
      : refuse(401, "sign-in-refused");
  if (path === "/session/totp") return totp(world, request.method, person, body);
  if (call === "GET /members") return { people: byName(world).map((one) => shown(one, person)) };
  if (call === "GET /presence") return { people: [...world.people.values()].filter(takesConversations).map((one) => presenceOf(world, one)) };
  if (call === "PUT /presence") return world.tell.wish(person, body.presence);
  if (call === "GET /guides")
    return {
      guides: [...world.guides.values()].map(({ id, title, summary, steps }) => ({ id, title, summary, steps: steps.length })),
    };
  if (path.startsWith("/knowledge/")) return knowledge(world, request.method, path, asked, body, bytes, person);
  if (path.startsWith("/evals/")) return evals(world, request.method, path, asked, body, bytes, person, response);
  const managed = company(world, request.method, path, asked, body, person);
  if (managed) return managed();
  if (call === "POST /files") return [201, keep(world, asked.name, request.headers["content-type"], bytes)];
  if (call === "GET /conversations") return listOf(world, person, asked);
  if (call === "GET /conversations/counts") return countsOf(world, person);
  if (call === "GET /conversations/live") return live(world, person);
  if (call === "GET /search") return search(world, person, asked);
  if (call === "GET /export")
    return exportMany(world, person, asked, response);
  const contact = /^\/contacts\/([^/]+)$/.exec(path);
  if (contact) return contactPage(world, person, world.contacts.get(contact[1]) ?? refuse(404, "contact-unknown"));
  return conversation(world, request.method, path, asked, body, person, response);
}

const byName = (world) => [...world.people.values()].sort((a, b) => a.name.localeCompare(b.name));

function refuse(status, slug) {
  throw new Refused(status, slug);
}

/** What is the company's rather than a conversation's: the call, or null where it is none of these. */
function company(world, method, path, asked, body, person) {
  const [, what, id, act, rest] = path.split("/").map(decodeURIComponent);
  const calls = {
    "PATCH members": () => shown(manage.changeMember(world, person, id, body), person),
    "POST members": () => shown(manage.setStatus(world, person, id, act), person),
    "GET invitations": () => manage.invitations(world),
    "POST invitations": () => manage.invite(world, person, body),
    "DELETE invitations": () => manage.withdraw(world, person, id),
    "GET audit": () => manage.audit(world, asked),
    "GET queues": () => manage.queues(world),
    "POST queues": () => manage.writeQueue(world, person, null, body),
    "PUT queues": () => manage.writeQueue(world, person, id, body),
    "DELETE queues": () => manage.deleteQueue(world, person, id),
    "GET inboxes": () => (act === "settings" ? settings.show(world, id) : manage.inboxes(world)),
    "PUT inboxes": () => (act === "settings" ? settings.change(world, person, id, body) : manage.setHours(world, person, id, body)),
    "POST inboxes": () => settings.makeKey(world, person, id),
    "DELETE inboxes": () => settings.endKey(world, person, id, rest),
    "GET canned": () => canned.list(world, asked),
    "POST canned": () =>
      act === "render"
        ? canned.render(world, person, id, readable(world, person, body.conversation))
        : canned.write(world, person, null, body),
    "PUT canned": () => canned.write(world, person, id, body),
    "DELETE canned": () => canned.remove(world, person, id),
    "GET figures": () => figures(world, person, asked),
    "POST playground": () => model.playground(world, body),
    "GET model": () => model.state(world),
    "GET model-calls": () => model.calls(world, asked),
  };
  return calls[`${method} ${what}`] ?? null;
}

function conversation(world, method, path, asked, body, person, response) {
  const [, id, act = ""] = /^\/conversations\/([^/]+)\/?(.*)$/.exec(path) ?? refuse(404, "route-unknown");
  const found = readable(world, person, id);
  if (method === "GET" && act === "") return whole(world, found, person);
  if (method === "GET" && act === "events")
    return { events: found.events.filter(({ seq }) => seq > Number(asked.after ?? 0)).slice(0, 200) };
  if (method === "GET" && act === "cases") return ofConversation(found);
  if (method === "GET" && act === "export") return exported(response, "conversation", asked.format, [rowOf(world, found)]);
  if (method !== "POST" || !acts[act]) throw new Refused(404, "route-unknown");
  const before = found.assignee;
  const result = acts[act](world, found, person, body);
  if (act === "assign") manage.note(world, person, "conversation.assigned", id, { person: body.person ?? null, queue: body.queue ?? null });
  if (act === "take" && body.over && before && before !== person.id)
    manage.note(world, person, "conversation.taken_over", id, { from: before });
  return ["messages", "notes", "guides"].includes(act) ? [202, result] : result;
}

function readable(world, person, id) {
  const found = world.conversations.get(id);
  if (!found || !mayRead(person, found)) throw new Refused(404, "conversation-unknown");
  return found;
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

function exportMany(world, person, asked, response) {
  const { conversations } = listOf(world, person, { ...asked, limit: "100" });
  manage.note(world, person, "conversations.exported", "conversations", { conversations: conversations.length });
  return exported(response, "conversations", asked.format, conversations);
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
