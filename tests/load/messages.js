// Measures words between a contact on one node and an agent on the other, both on one PostgreSQL: from sending a message to its
// frame on the other side's socket, both ways, one after the other, with other chats going on.
//
//   cd tests/load && npm ci && node messages.js --usher ../../target/release/usher
//        [--postgres postgres://postgres@127.0.0.1:5432/postgres] [--messages 300] [--chats 20]
//
// Makes a database of its own with psql and drops it. Prints one JSON line with milliseconds.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import WebSocket from "ws";

const { values: options } = parseArgs({
  options: {
    usher: { type: "string", default: "../../target/release/usher" },
    postgres: { type: "string", default: "postgres://postgres@127.0.0.1:5432/postgres" },
    messages: { type: "string", default: "300" },
    chats: { type: "string", default: "20" },
    knowledge: { type: "string", default: "../../knowledge/tallybook" },
  },
});
const EMAIL = "tom@example.com";
const folder = mkdtempSync(join(tmpdir(), "usher-messages-"));
const name = `usher_load_${process.pid}`;
const sql = (statement) => spawnSync("psql", [options.postgres, "-qc", statement], { encoding: "utf8" });
const made = sql(`CREATE DATABASE ${name}`);
if (made.status !== 0) throw new Error(`no database could be made: ${made.stderr}`);
const database = `${options.postgres.slice(0, options.postgres.lastIndexOf("/"))}/${name}`;

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A node of its own data folder; the second finds what the first ingested in the database. */
async function startNode(number) {
  const port = await freePort();
  const config = join(folder, `${number}.toml`);
  writeFileSync(
    config,
    `[server]\nbind = "127.0.0.1:${port}"\nsecret = "the same thirty-two bytes on both nodes"\n[server.limits]\nip_per_minute = 0\nvisitors_per_hour = 0\ncontact_per_minute = 0\n[[server.inboxes]]\nkey = "main"\nanonymous = true\n[store]\nurl = "${database}"\n`,
  );
  const common = ["--data", join(folder, `data${number}`), "--config", config];
  const run = (...command) => {
    const { status, stdout, stderr } = spawnSync(options.usher, [...common, ...command], { encoding: "utf8" });
    if (status !== 0) throw new Error(`usher ${command.join(" ")}: ${stderr}`);
    return stdout;
  };
  let password;
  if (number === 1) {
    run("ingest", options.knowledge);
    password = /Password: (\S+)/.exec(run("person", "add", "--email", EMAIL, "--role", "agent"))[1];
  }
  const server = spawn(options.usher, [...common, "serve"], { stdio: "ignore" });
  const base = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await fetch(`${base}/readyz`).then((r) => r.ok, () => false)); tries++) {
    if (tries > 1200) throw new Error(`node ${number} did not become ready`);
    await pause(100);
  }
  return { base, server, password, socket: (path, protocols, headers) => new WebSocket(base.replace("http", "ws") + path, protocols, { headers }) };
}

async function call(node, method, path, headers, body) {
  const response = await fetch(node.base + path, { method, headers: { "content-type": "application/json", ...headers }, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return { value: response.status === 204 ? null : await response.json(), response };
}

/** The frames of a socket, and when each came. */
function listen(socket) {
  const waiting = new Set();
  socket.on("message", (bytes) => {
    const [frame, at] = [JSON.parse(bytes), performance.now()];
    for (const one of [...waiting]) if (one.wanted(frame)) waiting.delete(one), one.done(at);
  });
  return {
    open: () => new Promise((done, failed) => socket.once("open", done).once("error", failed)),
    /** When the first frame like this comes. */
    next: (wanted) => new Promise((done) => waiting.add({ wanted, done })),
  };
}

const one = await startNode(1);
const two = await startNode(2);
const bearer = (token) => ({ authorization: `Bearer ${token}` });
const people = "/v1/people";
const { value: signed, response } = await call(two, "POST", `${people}/session`, {}, { email: EMAIL, password: one.password });
const agent = { cookie: response.headers.get("set-cookie").split(";")[0], "x-csrf-token": signed.csrf };
const desk = two.socket(`${people}/socket`, ["usher.people.v1"], { cookie: agent.cookie, origin: two.base });
const console_ = listen(desk);
await console_.open();

/** Somebody on the first node whom the agent on the second has. */
async function begin(number) {
  const { token } = (await call(one, "POST", "/v1/visitors", {}, { inbox: "main" })).value;
  const message = { client_id: `begin-${number}`, text: "I want to talk to a person" };
  const { conversation } = (await call(one, "POST", "/v1/conversations", bearer(token), { message })).value;
  return { token, id: conversation.id };
}

const { token, id } = await begin(0);
for (let tries = 0; ; tries++) {
  const row = (await call(two, "GET", `${people}/conversations/${id}`, agent)).value.conversation;
  if (row.state === "open") break;
  if (tries > 200) throw new Error("it was not handed over");
  await pause(100);
}
await call(two, "POST", `${people}/conversations/${id}/take`, agent, {});
// After it is taken: offers count against the agent's capacity.
const chats = [];
for (let number = 1; number <= Number(options.chats); number++) chats.push(await begin(number));
const line = one.socket(`/v1/conversations/${id}/socket?after=0`, ["usher.v1", `bearer.${token}`]);
const widget = listen(line);
await widget.open();
desk.send(JSON.stringify({ type: "follow", conversation: id, after: 0 }));
await pause(500);

let going = true;
/** Other contacts write all the while, two messages a second in all. */
const others = (async () => {
  for (let turn = 0; going; turn++) {
    const { token, id } = chats[turn % chats.length] ?? {};
    if (token) await call(one, "POST", `/v1/conversations/${id}/messages`, bearer(token), { client_id: `c${turn}`, text: "Is anybody there?" });
    await pause(500);
  }
})();

const times = { to_contact: [], to_agent: [] };
const has = (text) => (frame) => frame.type === "event" && frame.body?.text === text;
for (let turn = 0; turn < Number(options.messages); turn++) {
  const [down, up] = [`down-${turn}`, `up-${turn}`];
  let came = widget.next(has(down));
  let began = performance.now();
  await call(two, "POST", `${people}/conversations/${id}/messages`, agent, { client_id: down, text: down });
  times.to_contact.push((await came) - began);
  came = console_.next(has(up));
  began = performance.now();
  await call(one, "POST", `/v1/conversations/${id}/messages`, bearer(token), { client_id: up, text: up });
  times.to_agent.push((await came) - began);
}
going = false;
await others;
line.terminate();
desk.terminate();
for (const { server } of [one, two]) server.kill("SIGTERM"), await new Promise((done) => server.once("exit", done));
sql(`DROP DATABASE ${name} WITH (FORCE)`);
rmSync(folder, { recursive: true, force: true });
const figures = Object.entries(times).map(([way, all]) => {
  const sorted = all.toSorted((a, b) => a - b);
  const at = (share) => Number(sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1));
  return [way, { messages: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99) }];
});
console.log(JSON.stringify({ chats: chats.length, ...Object.fromEntries(figures) }));
process.exit(0);
