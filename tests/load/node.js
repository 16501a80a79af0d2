// A node of the real binary on a free port, with a folder of knowledge in it, for measuring.

import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** Starts it with `knowledge` ingested and `config` after its own. `run` is a command over the same data folder, `runIn` over
 * another. */
export async function startNode({ usher, knowledge, config = "" }) {
  const folder = mkdtempSync(join(tmpdir(), "usher-load-"));
  const port = await freePort();
  const file = join(folder, "usher.toml");
  const limits = "[server.limits]\nip_per_minute = 0\nvisitors_per_hour = 0\ncontact_per_minute = 0\n";
  const inbox = '[[server.inboxes]]\nkey = "main"\nanonymous = true\n';
  writeFileSync(file, `[server]\nbind = "127.0.0.1:${port}"\n${limits}${inbox}${config}`);
  const options = (data) => ["--data", join(folder, data), "--config", file];
  const runIn = (data, ...command) => {
    const done = spawnSync(usher, [...options(data), ...command], { encoding: "utf8" });
    if (done.status !== 0) throw new Error(done.stderr);
    return done.stdout;
  };
  const run = (...command) => runIn("data", ...command);
  if (knowledge) run("ingest", knowledge);
  const server = spawn(usher, [...options("data"), "serve"], { stdio: "ignore" });
  const base = `http://127.0.0.1:${port}`;
  for (let tries = 0; !(await fetch(`${base}/readyz`).then((r) => r.ok, () => false)); tries++) {
    if (tries > 600) throw new Error("the server did not become ready");
    await pause(100);
  }
  const stop = async () => {
    const ended = new Promise((done) => server.once("exit", done));
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  return { base, folder, run, runIn, stop, pid: server.pid };
}

/** Calls an operation with JSON both ways. */
export async function call(base, method, path, { token, headers, body } = {}) {
  const all = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }), ...headers };
  const response = await fetch(base + path, { method, headers: all, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  return response.status === 204 ? null : response.json();
}

/** A contact who asks: returns the turn's event body. */
export async function contact(base) {
  const { token } = await call(base, "POST", "/v1/visitors", { body: { inbox: "main" } });
  let asked = 0;
  return async (text) => {
    const { conversation } = await call(base, "POST", "/v1/conversations", { token, body: {} });
    const path = `/v1/conversations/${conversation.id}`;
    const began = performance.now();
    const { seq } = await call(base, "POST", `${path}/messages`, { token, body: { client_id: `m${asked++}`, text } });
    const { events } = await call(base, "GET", `${path}/events?after=${seq}&wait=20`, { token });
    const reply = events.find((event) => event.body.author === "ai_agent" || event.body.turn);
    return { took: performance.now() - began, body: reply.body };
  };
}

/** The value below which this share of the values lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
