// Measures how long a checked sentence takes to be seen: from the moment in which a model has written the end of its first
// sentence to the contact's socket having it, while the model goes on writing.
//
//   cd tests/load && npm ci && node first-sentence.js --usher ../../target/release/usher [--turns 200]
//
// The model is a stand-in on loopback that speaks the wire protocol and quotes the evidence of the prompt. One turn after
// another. Prints one JSON line with milliseconds.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import WebSocket from "ws";

const { values: options } = parseArgs({
  options: {
    usher: { type: "string", default: "../../target/release/usher" },
    turns: { type: "string", default: "200" },
    knowledge: { type: "string", default: "../../knowledge/tallybook" },
  },
});
const QUESTIONS = [
  "how many invoices can I send on the free plan",
  "what does IMP-104 mean",
  "how long does a payout take to arrive",
  "how do I change the number of my next invoice",
  "can a customer pay by direct debit",
];
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** When the first sentence of the answer that is being written was complete. */
let complete = 0;

/** Quotes two sentences of the first evidence, a few letters at a time, and takes its time for the second. */
async function write(request, response) {
  let body = "";
  for await (const piece of request) body += piece;
  const { messages } = JSON.parse(body);
  const user = messages.find((m) => m.role === "user").content;
  if (!messages[0].content.includes("from numbered evidence")) return response.writeHead(500).end("{}");
  const text = /<evidence n="1"[^>]*>\n([\s\S]*?)\n<\/evidence>/.exec(user)[1];
  const quoted = text.split("\n").filter((line) => line.split(" ").length > 3).slice(0, 2);
  const sentences = quoted.map((line) => ({ text: line.replace(/^(\d+\. |- )/, ""), cites: [1], kind: "sentence" }));
  const whole = JSON.stringify({ answerable: true, sentences });
  const first = whole.indexOf("}") + 1;
  response.writeHead(200, { "content-type": "text/event-stream" });
  const send = (content) => response.write(`data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index: 0, delta: { content } }] })}\n\n`);
  for (let at = 0; at < first; at += 12) {
    await pause(2);
    if (at + 12 >= first) complete = performance.now();
    send(whole.slice(at, Math.min(at + 12, first)));
  }
  await pause(150);
  send(whole.slice(first));
  response.write(`data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index: 0, delta: {}, finish_reason: "stop" }] })}\n\n`);
  response.end("data: [DONE]\n\n");
}

const folder = mkdtempSync(join(tmpdir(), "usher-first-"));
const [port, modelPort] = [await freePort(), await freePort()];
const model = http.createServer((request, response) => void write(request, response)).listen(modelPort, "127.0.0.1");
const config = join(folder, "usher.toml");
writeFileSync(
  config,
  `[llm]\n[[llm.endpoints]]\nname = "m"\nurl = "http://127.0.0.1:${modelPort}/v1"\nmodel = "m"\n[server]\nbind = "127.0.0.1:${port}"\n[server.limits]\nip_per_minute = 0\nvisitors_per_hour = 0\ncontact_per_minute = 0\n[[server.inboxes]]\nkey = "main"\nanonymous = true\n[server.inboxes.policy]\nanswer_threshold = 0.05\n`,
);
const common = ["--data", join(folder, "data"), "--config", config];
const ingested = spawnSync(options.usher, [...common, "ingest", options.knowledge], { encoding: "utf8" });
if (ingested.status !== 0) throw new Error(ingested.stderr);
const server = spawn(options.usher, [...common, "serve"], { stdio: "ignore" });
const base = `http://127.0.0.1:${port}`;
for (let tries = 0; !(await fetch(`${base}/readyz`).then((r) => r.ok, () => false)); tries++) {
  if (tries > 600) throw new Error("the server did not become ready");
  await pause(100);
}
const post = async (path, token, body) => {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(base + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
};

const times = [];
let unseen = 0;
for (let turn = 0; turn < Number(options.turns); turn++) {
  const { token } = await post("/v1/visitors", undefined, { inbox: "main" });
  const { conversation } = await post("/v1/conversations", token, {});
  const socket = new WebSocket(`${base.replace("http", "ws")}/v1/conversations/${conversation.id}/socket?after=0`, ["usher.v1", `bearer.${token}`]);
  await new Promise((done, failed) => socket.once("open", done).once("error", failed));
  const seen = new Promise((done) => {
    let first;
    socket.on("message", (bytes) => {
      const frame = JSON.parse(bytes);
      if (frame.type === "provisional") first ??= performance.now();
      if (frame.type === "event" && frame.body?.author === "ai_agent") done(first);
    });
  });
  socket.send(JSON.stringify({ type: "message", client_id: `t${turn}`, text: QUESTIONS[turn % QUESTIONS.length] }));
  const first = await seen;
  if (first === undefined) unseen++;
  else times.push(first - complete);
  socket.close();
}
const ended = new Promise((done) => server.once("exit", done));
server.kill();
await ended;
model.close();
rmSync(folder, { recursive: true, force: true });
times.sort((a, b) => a - b);
const at = (share) => Number(times[Math.min(times.length - 1, Math.floor(times.length * share))]?.toFixed(1));
console.log(JSON.stringify({ turns: times.length, without_an_early_sentence: unseen, p50: at(0.5), p95: at(0.95), p99: at(0.99) }));
