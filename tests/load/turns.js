// Measures whole turns over HTTP: from sending a message to having its reply, with several contacts at a time.
//
//   node tests/load/turns.js --usher target/release/usher [--contacts 8] [--turns 200] [--knowledge knowledge/tallybook]
//
// Needs nothing but Node. Prints one JSON line with milliseconds.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    usher: { type: "string", default: "target/release/usher" },
    contacts: { type: "string", default: "8" },
    turns: { type: "string", default: "200" },
    knowledge: { type: "string", default: "knowledge/tallybook" },
  },
});

const QUESTIONS = [
  "how many invoices can I send on the free plan",
  "what does IMP-104 mean",
  "who can refund a customer",
  "how long does a payout take to arrive",
  "can a member see the audit log",
];

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

const data = mkdtempSync(join(tmpdir(), "usher-load-"));
const port = await freePort();
const base = `http://127.0.0.1:${port}`;
const config = join(data, "usher.toml");
writeFileSync(config, `[server]\nbind = "127.0.0.1:${port}"\n[server.limits]\nip_per_minute = 0\nvisitors_per_hour = 0\ncontact_per_minute = 0\n`);
const common = ["--data", join(data, "data"), "--config", config];
const ingested = spawnSync(options.usher, [...common, "ingest", options.knowledge], { encoding: "utf8" });
if (ingested.status !== 0) throw new Error(`ingest failed: ${ingested.stderr}`);
const server = spawn(options.usher, [...common, "serve"], { stdio: "ignore" });
for (let tries = 0; !(await fetch(`${base}/readyz`).then((r) => r.ok, () => false)); tries++) {
  if (tries > 600) throw new Error("the server did not become ready");
  await new Promise((resolve) => setTimeout(resolve, 50));
}

async function call(method, path, token, body) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(base + path, { method, headers, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

const times = [];
async function contact(number) {
  const { token } = await call("POST", "/v1/visitors", undefined, { inbox: "main" });
  for (let turn = 0; turn < Number(options.turns); turn++) {
    const text = QUESTIONS[(number + turn) % QUESTIONS.length];
    const start = performance.now();
    const { conversation, accepted } = await call("POST", "/v1/conversations", token, { message: { client_id: `${number}-${turn}`, text } });
    let events = [];
    while (!events.some((e) => e.body.author === "ai_agent")) {
      events = (await call("GET", `/v1/conversations/${conversation.id}/events?after=${accepted.seq}&wait=30`, token)).events;
    }
    if (turn >= 5) times.push(performance.now() - start);
  }
}

// Processor time of the server in milliseconds, where the system tells: it depends less on what else runs than a clock does.
const ticks = () => {
  try {
    const fields = readFileSync(`/proc/${server.pid}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return NaN;
  }
};
await new Promise((resolve) => setTimeout(resolve, 2000));
const [began, spent] = [performance.now(), ticks()];
await Promise.all(Array.from({ length: Number(options.contacts) }, (_, n) => contact(n)));
const seconds = (performance.now() - began) / 1000;
const cpu = (ticks() - spent) / (Number(options.contacts) * Number(options.turns));
server.kill("SIGTERM");
await new Promise((resolve) => server.once("exit", resolve));
times.sort((a, b) => a - b);
const at = (share) => Number(times[Math.min(times.length - 1, Math.floor(share * times.length))].toFixed(1));
rmSync(data, { recursive: true, force: true });
console.log(JSON.stringify({ contacts: Number(options.contacts), turns: times.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), turns_per_second: Number(((Number(options.contacts) * Number(options.turns)) / seconds).toFixed(1)), server_cpu_ms_per_turn: Number(cpu.toFixed(2)) }));
process.exit(0);
