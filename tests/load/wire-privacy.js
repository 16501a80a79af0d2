// Looks for personal data on the wire to a language model: every text of a suite of kind `pii` is asked as a question, and all
// that arrives at the endpoint is searched for the labelled values.
//
//   node wire-privacy.js --usher ../../target/release/usher --suite FOLDER [--types EMAIL_ADDRESS,CREDIT_CARD,…]
//
// The endpoint is a stand-in on loopback that notes requests and answers 500. Needs nothing but Node. Prints one JSON line: by
// type how many values there were and how many arrived.

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    usher: { type: "string", default: "../../target/release/usher" },
    suite: { type: "string" },
    types: { type: "string", default: "EMAIL_ADDRESS,CREDIT_CARD,IBAN_CODE,IP_ADDRESS,DOMAIN_NAME,US_SSN,US_DRIVER_LICENSE,PHONE_NUMBER" },
  },
});
const types = new Set(options.types.split(","));
const cases = readFileSync(join(options.suite, "cases.jsonl"), "utf8").trim().split("\n").map((line) => JSON.parse(line));
const arrived = [];
const server = http.createServer(async (request, response) => {
  let body = "";
  for await (const piece of request) body += piece;
  arrived.push(JSON.parse(body).messages.map((m) => m.content).join("\n"));
  response.writeHead(500).end("{}");
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const folder = mkdtempSync(join(tmpdir(), "usher-wire-"));
mkdirSync(join(folder, "suite", "kb"), { recursive: true });
writeFileSync(join(folder, "suite", "kb", "a.md"), "# Accounts\n\nAn account is closed in Settings. Only an owner can close it.\n");
writeFileSync(join(folder, "suite", "suite.toml"), 'name = "wire"\nkind = "resolve"\ncases = "cases.jsonl"\nknowledge = "kb"\n');
const asked = cases.map(({ id, text }) => JSON.stringify({ id, turns: [{ author: "contact", text: `case ${id}: ${text}` }], expect: { outcome: "escalate" } }));
writeFileSync(join(folder, "suite", "cases.jsonl"), asked.join("\n"));
writeFileSync(
  join(folder, "usher.toml"),
  `[llm]\nattempts = 1\ncircuit_failures = 1000000\n[[llm.endpoints]]\nname = "m"\nurl = "http://127.0.0.1:${server.address().port}/v1"\nmodel = "m"\n[[server.inboxes]]\nkey = "k"\n`,
);
const run = spawn(options.usher, ["--config", join(folder, "usher.toml"), "eval", "run", join(folder, "suite"), "--model"], { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
const code = await new Promise((done) => run.on("exit", done));
if (code !== 0) throw new Error(`usher ended with ${code}`);
const squeezed = (text) => text.toLowerCase().replace(/[\s().-]/g, "");
const byCase = new Map();
for (const text of arrived) {
  const id = /case (pii-\w+)/.exec(text)?.[1];
  if (id) byCase.set(id, (byCase.get(id) ?? "") + squeezed(text));
}
const found = {};
let reached = 0;
for (const { id, text, spans } of cases) {
  const wire = byCase.get(id);
  if (wire === undefined) continue;
  reached++;
  for (const { start, end, type } of spans.filter((s) => types.has(s.type))) {
    const value = squeezed([...text].slice(start, end).join(""));
    const row = (found[type] ??= { values: 0, arrived: 0 });
    row.values++;
    if (value && wire.includes(value)) row.arrived++;
  }
}
server.close();
rmSync(folder, { recursive: true, force: true });
console.log(JSON.stringify({ cases: cases.length, cases_that_were_sent: reached, requests: arrived.length, found }));
