// The real server with Tallybook's help centre, behind one origin with the widget's files, as a deployment has it; and
// pages of a host on another origin. What is between can be cut.

import { spawn, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:http";
import { connect, createServer as createSocketServer } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const KNOWLEDGE = fileURLToPath(new URL("../../knowledge/tallybook", import.meta.url));
const KEY = "a key of the host product that nobody else knows";
const READY_WITHIN = 180_000;
const TYPES = { ".js": "text/javascript", ".json": "application/json", ".html": "text/html" };

export const freePort = () =>
  new Promise((done) => {
    const server = createSocketServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const listen = (server, port) => new Promise((done) => server.listen(port, "127.0.0.1", done));

/** Starts all of it. `pages` maps a path of the host to `{ html, headers }`. */
export async function startUsher(pages) {
  const binary = process.env.USHER;
  if (!binary) throw new Error("USHER must name the usher binary");
  const data = mkdtempSync(join(tmpdir(), "usher-widget-"));
  const [backPort, frontPort, hostPort] = [await freePort(), await freePort(), await freePort()];
  const [back, url, host] = [backPort, frontPort, hostPort].map((port) => `http://127.0.0.1:${port}`);
  const config = join(data, "usher.toml");
  writeFileSync(config, configuration(backPort, host));
  const common = ["--data", join(data, "data"), "--config", config];
  const ingested = spawnSync(binary, [...common, "ingest", KNOWLEDGE], { encoding: "utf8" });
  if (ingested.status !== 0) throw new Error(`ingest failed: ${ingested.stderr}`);

  let child;
  async function start() {
    child = spawn(binary, [...common, "serve"], { stdio: "ignore" });
    for (const until = Date.now() + READY_WITHIN; ; await pause(50)) {
      if (await fetch(`${back}/readyz`).then((r) => r.ok, () => false)) return;
      if (Date.now() > until) throw new Error("the server did not become ready");
    }
  }
  async function stop() {
    const ended = new Promise((done) => child.once("exit", done));
    child.kill("SIGTERM");
    await ended;
  }
  await start();
  const front = createFront(backPort);
  await listen(front.server, frontPort);
  const pageServer = createServer((incoming, answer) => {
    if (incoming.url === "/favicon.ico") return answer.writeHead(204).end();
    const page = pages(url)[new URL(incoming.url, host).pathname];
    answer.writeHead(page ? 200 : 404, { "content-type": "text/html; charset=utf-8", ...page?.headers });
    answer.end(page?.html ?? "");
  });
  await listen(pageServer, hostPort);
  return {
    url,
    host,
    front,
    restart: async () => (await stop(), await start()),
    token,
    async stop() {
      front.server.closeAllConnections();
      front.cut(true);
      front.server.close();
      pageServer.closeAllConnections();
      pageServer.close();
      await stop();
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function configuration(port, host) {
  return `[server]
bind = "127.0.0.1:${port}"
[server.limits]
ip_per_minute = 0
visitors_per_hour = 0
contact_per_minute = 0
[[server.inboxes]]
key = "main"
name = "Tallybook help"
product = "Tallybook"
allowed_origins = ["${host}"]
anonymous = true
token_keys = [{ kid = "test", secret = "${KEY}" }]
greeting = "Hi! What can I help you with in Tallybook?"
`;
}

/** A contact's token, as the host's back end makes it. */
export function token(claims = {}) {
  const now = Math.floor(Date.now() / 1000);
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const body = { sub: "priya", aud: "main", iat: now, exp: now + 3600, name: "Priya Shah", plan: "plus", role: "admin", ...claims };
  const signed = `${encode({ alg: "HS256", typ: "JWT", kid: "test" })}.${encode(body)}`;
  return `${signed}.${createHmac("sha256", KEY).update(signed).digest("base64url")}`;
}

/** The widget's files, and everything else from the server behind. `cut(true)` breaks and refuses all connections. */
function createFront(backPort) {
  const open = new Set();
  let isCut = false;
  /** Answers of this path are made up. */
  const made = new Map();
  const server = createServer((incoming, answer) => {
    if (isCut) return incoming.socket.destroy();
    const { pathname } = new URL(incoming.url, "http://front");
    const own = [...made].find(([pattern]) => pattern.test(`${incoming.method} ${pathname}`));
    if (own) return void reply(own[1], incoming, answer);
    if (!/^\/(v1|demo|readyz)/.test(pathname)) return file(pathname, answer);
    const { method, headers, url } = incoming;
    const passed = request({ host: "127.0.0.1", port: backPort, method, path: url, headers }, (got) => {
      answer.writeHead(got.statusCode, got.headers);
      got.pipe(answer);
    });
    passed.on("error", () => incoming.socket.destroy());
    incoming.pipe(passed);
    answer.on("close", () => passed.destroy());
  });
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket)).on("error", () => {});
  });
  server.on("upgrade", ({ method, url, rawHeaders }, socket, head) => {
    if (isCut) return socket.destroy();
    const behind = connect(backPort, "127.0.0.1", () => {
      const lines = [];
      for (let at = 0; at < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`);
      behind.write(`${method} ${url} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`);
      behind.write(head);
      behind.pipe(socket).pipe(behind);
    });
    const end = () => (behind.destroy(), socket.destroy());
    for (const each of [behind, socket]) each.on("error", end).on("close", end);
  });
  return {
    server,
    made,
    cut(on) {
      isCut = on;
      if (on) for (const socket of open) socket.destroy();
    },
    /** Breaks what is open; new connections are taken. */
    drop: () => open.forEach((socket) => socket.destroy()),
  };
}

async function reply(make, incoming, answer) {
  const cors = {
    "access-control-allow-origin": "*",
    "access-control-allow-headers": "authorization, content-type",
  };
  if (incoming.method === "OPTIONS") return answer.writeHead(204, cors).end();
  let text = "";
  for await (const bytes of incoming) text += bytes;
  const { status = 200, body } = await make(text && JSON.parse(text));
  answer.writeHead(status, { ...cors, "content-type": "application/json" }).end(JSON.stringify(body));
}

function file(pathname, answer) {
  try {
    const bytes = readFileSync(join(DIST, pathname));
    const type = TYPES[extname(pathname)] ?? "application/octet-stream";
    answer.writeHead(200, { "content-type": type, "access-control-allow-origin": "*" }).end(bytes);
  } catch {
    answer.writeHead(404).end();
  }
}
