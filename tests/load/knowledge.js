// Measures what the content team waits for, and what contacts notice of it:
//
//   cd tests/load && npm ci && node knowledge.js --usher ../../target/release/usher [--files 1000] [--changes 200]
//
// - one article: from upload to ready, and whether it is quoted then;
// - a ZIP of many files: from upload to ready against `usher ingest` of the same files, and what turns take meanwhile against
//   what they take otherwise;
// - versions: an article is changed and rolled back while contacts ask; every citation must name a version that holds its quote.
//
// Prints one JSON line a part, times in milliseconds.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { crc32 } from "node:zlib";
import { call, contact, pause, quantile, startNode } from "./node.js";

const { values: options } = parseArgs({
  options: {
    usher: { type: "string", default: "../../target/release/usher" },
    knowledge: { type: "string", default: "../../knowledge/tallybook" },
    files: { type: "string", default: "1000" },
    changes: { type: "string", default: "200" },
    turns: { type: "string", default: "300" },
  },
});
const QUESTIONS = [
  "how many invoices can I send on the free plan",
  "what does IMP-104 mean",
  "who can refund a customer",
  "how long does a payout take to arrive",
  "can a member see the audit log",
];
// Low enough that replies quote what was just written: this measures which version they name, not when they dare.
const config = "[server.inboxes.policy]\nanswer_threshold = 0.05\n";
const node = await startNode({ ...options, config });
const said = node.run("person", "add", "--email", "mara@example.com", "--name", "Mara", "--role", "content_editor");
const editor = await signIn("mara@example.com", /Password: (\S+)/.exec(said)[1]);

const idle = await turns(Number(options.turns));
await oneArticle();
await manyFiles();
await versions();
await node.stop();

async function signIn(email, password) {
  const response = await fetch(`${node.base}/v1/people/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  });
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}; ${said}`);
  const cookie = response.headers.getSetCookie()[0].split(";")[0];
  return { cookie, "x-csrf-token": (await response.json()).csrf };
}

function people(method, path, body) {
  return call(node.base, method, `/v1/people/knowledge${path}`, { headers: editor, body });
}

/** Uploads bytes, and waits until nothing is left to do. */
async function upload(name, bytes) {
  const began = performance.now();
  const headers = { ...editor, "content-type": "application/octet-stream" };
  const response = await fetch(`${node.base}/v1/people/knowledge/uploads?name=${name}&folder=load`, { method: "POST", headers, body: bytes });
  let upload = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(upload));
  while (upload.state !== "done") {
    await pause(50);
    ({ upload } = await people("GET", `/uploads/${upload.id}`));
  }
  return { took: performance.now() - began, counts: upload.counts };
}

/** What turns take, one after the other. `until` ends them early. */
async function turns(most, until = () => false) {
  const ask = await contact(node.base);
  const times = [];
  for (let turn = 0; turn < most && !until(); turn++) times.push((await ask(QUESTIONS[turn % QUESTIONS.length])).took);
  return times;
}

function tell(part, figures) {
  const rounded = Object.entries(figures).map(([name, value]) => [name, typeof value === "number" ? Number(value.toFixed(2)) : value]);
  console.log(JSON.stringify({ part, ...Object.fromEntries(rounded) }));
}

async function oneArticle() {
  const times = [];
  let quoted = 0;
  for (let n = 0; n < 5; n++) {
    const word = ["zeppelin", "marimba", "quokka", "saffron", "obelisk"][n];
    const text = `# The ${word} report\n\nThe ${word} report is sent every ${n + 2} weeks to the owner.\n`;
    times.push((await upload(`${word}.md`, text)).took);
    const ask = await contact(node.base);
    const { body } = await ask(`how often is the ${word} report sent`);
    quoted += JSON.stringify(body).includes(`every ${n + 2} weeks`) ? 1 : 0;
  }
  tell("one article", { uploads: times.length, p50: quantile(times, 0.5), max: Math.max(...times), quoted });
}

/** An article of its own words. */
function article(n) {
  const nouns = ["ledger", "voucher", "receipt", "balance", "budget", "payroll", "asset", "tariff", "rebate", "deposit"];
  const noun = (at) => `${nouns[(n + at) % nouns.length]} ${n}`;
  const section = (at) =>
    `## ${noun(at)} and ${noun(at + 3)}\n\nOpen the ${noun(at)} from the menu and choose Edit. It is closed after ${n % 40} days unless the owner of ` +
    `${noun(at + 1)} keeps it open. Members see the ${noun(at)} and cannot change it.\n\n1. Open ${noun(at)}.\n2. Choose Close.\n3. Confirm with the code.\n`;
  return `# About ${noun(0)}\n\n${[0, 1, 2, 3].map(section).join("\n")}`;
}

async function manyFiles() {
  const count = Number(options.files);
  const files = Array.from({ length: count }, (_, n) => [`article-${n}.md`, article(n)]);
  const folder = join(node.folder, "files");
  mkdirSync(folder);
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
  const alone = JSON.parse(ingestAlone(folder));
  let done = false;
  const asking = turns(Infinity, () => done);
  const busy = upload("many.zip", zip(files)).finally(() => (done = true));
  const { took, counts } = await busy;
  const meanwhile = await asking;
  tell("many files", {
    files: count,
    ready: counts.ready,
    took,
    ingest_alone: alone.seconds * 1000,
    turns: meanwhile.length,
    turn_p50_idle: quantile(idle, 0.5),
    turn_p99_idle: quantile(idle, 0.99),
    turn_p50: quantile(meanwhile, 0.5),
    turn_p99: quantile(meanwhile, 0.99),
    p99_ratio: quantile(meanwhile, 0.99) / quantile(idle, 0.99),
  });
}

/** The same files by the command line, into a data folder of its own, with nothing else to do. */
function ingestAlone(folder) {
  return node.runIn("alone", "ingest", folder);
}

async function versions() {
  const id = "load/flight.md";
  const text = (days) => `# Flight recorder\n\nThe flight recorder keeps entries for ${days} days.\n`;
  await people("PUT", "/draft", { id, base: 0, text: text(1) });
  let { article } = await people("POST", "/publish", { id, version: 1 });
  let done = false;
  const texts = new Map();
  const wrong = [];
  let cited = 0;
  const asking = (async () => {
    const ask = await contact(node.base);
    while (!done) {
      const { body } = await ask("how long does the flight recorder keep entries");
      for (const citation of (body.turn ?? body).citations ?? []) {
        if (citation.article !== id) continue;
        cited++;
        if (!texts.has(citation.version)) {
          const version = await people("GET", `/version?id=${id}&version=${citation.version}`);
          texts.set(citation.version, version.text);
        }
        if (!texts.get(citation.version).includes(citation.quote)) wrong.push(citation);
      }
    }
  })();
  for (let change = 0; change < Number(options.changes); change++) {
    if (change % 2 === 0) {
      const draft = await people("PUT", "/draft", { id, base: article.version, text: text(change + 2) });
      ({ article } = await people("POST", "/publish", { id, version: draft.version }));
    } else {
      ({ article } = await people("POST", "/publish", { id, version: 1 }));
    }
    await pause(100);
  }
  done = true;
  await asking;
  tell("versions", { changes: Number(options.changes), citations: cited, versions_cited: texts.size, wrong: wrong.length });
  if (wrong.length > 0) console.log(JSON.stringify(wrong.slice(0, 3)));
}

/** A ZIP of files as they are. */
function zip(files) {
  const parts = [];
  const entries = [];
  let at = 0;
  for (const [name, text] of files) {
    const [path, bytes] = [Buffer.from(name), Buffer.from(text)];
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50, 0);
    head.writeUInt16LE(20, 4);
    head.writeUInt32LE(crc32(bytes), 14);
    head.writeUInt32LE(bytes.length, 18);
    head.writeUInt32LE(bytes.length, 22);
    head.writeUInt16LE(path.length, 26);
    parts.push(head, path, bytes);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt32LE(crc32(bytes), 16);
    entry.writeUInt32LE(bytes.length, 20);
    entry.writeUInt32LE(bytes.length, 24);
    entry.writeUInt16LE(path.length, 28);
    entry.writeUInt32LE(at, 42);
    entries.push(entry, path);
    at += head.length + path.length + bytes.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, directory, end]);
}
