// Kills `usher serve` with SIGKILL at random moments while contacts write, and counts what became of every acknowledged
// message: each must be there and have exactly one reply.
//
//   node tests/crash/crash.js --usher target/release/usher --kills 200 [--store postgres://…] [--contacts 8] [--seed 1]
//
// Needs nothing but Node. Prints one JSON line and exits 1 if anything was lost or answered twice.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    usher: { type: "string", default: "target/release/usher" },
    kills: { type: "string", default: "20" },
    contacts: { type: "string", default: "8" },
    store: { type: "string" },
    seed: { type: "string", default: "1" },
    knowledge: { type: "string", default: "knowledge/tallybook" },
  },
});

const QUESTIONS = [
  "how many invoices can I send on the free plan",
  "what does IMP-104 mean",
  "who can refund a customer",
  "show me how to invite a teammate",
  "what is the weather in Leeds",
];

/** SplitMix32, so that a run can be repeated. */
function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let z = state;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return ((z ^ (z >>> 16)) >>> 0) / 2 ** 32;
  };
}

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const data = mkdtempSync(join(tmpdir(), "usher-crash-"));
const port = await freePort();
const base = `http://127.0.0.1:${port}`;
const config = join(data, "usher.toml");
writeFileSync(
  config,
  `[server]\nbind = "127.0.0.1:${port}"\nlease_ms = 2000\n[server.limits]\nip_per_minute = 0\nvisitors_per_hour = 0\ncontact_per_minute = 0\n` +
    (options.store ? `[store]\nurl = "${options.store}"\n` : ""),
);
const common = ["--data", join(data, "data"), "--config", config];
const ingested = spawnSync(options.usher, [...common, "ingest", options.knowledge], { encoding: "utf8" });
if (ingested.status !== 0) throw new Error(`ingest failed: ${ingested.stderr}`);

let server;
async function start() {
  server = spawn(options.usher, [...common, "serve"], { stdio: ["ignore", "ignore", "ignore"] });
  for (let tries = 0; tries < 600; tries++) {
    const ready = await fetch(`${base}/readyz`).then((r) => r.ok, () => false);
    if (ready) return;
    await pause(25);
  }
  throw new Error("the server did not become ready within 15 s");
}

async function call(method, path, token, body) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

const acknowledged = [];
let running = true;

/** One contact: a new conversation a message; a request that the crash cut off is sent again with the same client id. */
async function contact(number, token) {
  const next = random(Number(options.seed) * 1000 + number);
  for (let count = 0; running; count++) {
    const message = { client_id: `c${number}-${count}`, text: QUESTIONS[Math.floor(next() * QUESTIONS.length)] };
    for (;;) {
      try {
        const answer = await call("POST", "/v1/conversations", token, { message });
        acknowledged.push({ token, conversation: answer.conversation.id, message: answer.accepted.message_id });
        break;
      } catch {
        if (!running) return;
        await pause(20);
      }
    }
    await pause(100 + next() * 400);
  }
}

await start();
const tokens = [];
for (let n = 0; n < Number(options.contacts); n++) tokens.push((await call("POST", "/v1/visitors", undefined, { inbox: "main" })).token);
const contacts = tokens.map((token, n) => contact(n, token));
const next = random(Number(options.seed));
const kills = Number(options.kills);
for (let kill = 0; kill < kills; kill++) {
  await pause(50 + next() * 700);
  const gone = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGKILL");
  await gone;
  await start();
}
running = false;
await Promise.all(contacts);

let lost = 0;
let unanswered = 0;
let twice = 0;
for (const { token, conversation, message } of acknowledged) {
  let replies = 0;
  let found = false;
  for (let tries = 0; tries < 60 && replies === 0; tries++) {
    const { events } = await call("GET", `/v1/conversations/${conversation}/events?after=0`, token);
    const created = events.filter((e) => e.kind === "message.created");
    found = created.some((e) => e.body.message_id === message);
    replies = created.filter((e) => e.body.author === "ai_agent").length;
    if (replies === 0) await pause(1000);
  }
  if (!found) lost++;
  else if (replies === 0) unanswered++;
  else if (replies > 1) twice++;
}
server.kill("SIGTERM");
rmSync(data, { recursive: true, force: true });
console.log(JSON.stringify({ store: options.store ? "postgres" : "sqlite", kills, acknowledged: acknowledged.length, lost, unanswered, twice }));
process.exit(lost + unanswered + twice === 0 ? 0 : 1);
