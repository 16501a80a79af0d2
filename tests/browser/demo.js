// The demo as its users meet it: the real binary on a free port with an empty data folder, and a real browser.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { CHROMIUM } from "./chromium.js";

const READY_WITHIN = 120_000;
const POLL_EVERY = 100;

/** Starts `usher demo` and waits until it is ready. Returns its address, the people's password and what ends it. */
export async function startDemo(env = {}) {
  const binary = process.env.USHER;
  if (!binary) throw new Error("USHER must name the usher binary; run ./test");
  const data = await mkdtemp(join(tmpdir(), "usher-browser-"));
  const port = await freePort();
  const child = spawn(binary, ["demo", "--data", data, "--port", String(port)], {
    cwd: data,
    env: { ...process.env, ...env },
    stdio: "pipe",
  });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (bytes) => said.push(String(bytes)));
  const ended = new Promise((done) => child.once("exit", done).once("error", done));
  const stop = async () => {
    child.kill("SIGINT");
    await ended;
    await rm(data, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${port}`;
  let gone = false;
  ended.then(() => (gone = true));
  for (const until = Date.now() + READY_WITHIN; !(await isReady(url)); await pause(POLL_EVERY)) {
    if (gone || Date.now() > until) {
      await stop();
      throw new Error(`the demo did not become ready:\n${said.join("")}`);
    }
  }
  const password = /@example\.com +(\S+)/.exec(said.join(""))?.[1];
  return { url, password, stop };
}

export function startBrowser() {
  return chromium.launch(CHROMIUM);
}

/** A person's console, signed in. */
export async function openConsole(browser, { url, password }, email = "maria@example.com") {
  const context = await browser.newContext({ viewport: { width: 1360, height: 860 }, locale: "en-GB" });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(`${url}/console/`);
  await signIn(page, email, password);
  return page;
}

export async function signIn(page, email, password) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.locator(".shell").waitFor();
}

/** Goes to a page of the console. */
export async function goTo(page, place) {
  await page.evaluate((hash) => void (location.hash = hash), place);
}

/** Calls Usher as somebody with this token. */
export async function post(url, path, token, body) {
  const headers = { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) };
  const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** A visitor asks over the API and waits for the reply. Returns the conversation's id. */
export async function askOverHttp(url, text) {
  const { token } = await post(url, "/v1/visitors", undefined, { inbox: "tallybook" });
  const { conversation } = await post(url, "/v1/conversations", token, {});
  const { seq } = await post(url, `/v1/conversations/${conversation.id}/messages`, token, { client_id: "m1", text });
  const path = `/v1/conversations/${conversation.id}/events?after=${seq}&wait=20`;
  await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
  return conversation.id;
}

/** A fresh visitor's "try it" page, and all that went wrong in it: console errors, exceptions, calls to other hosts. */
export async function visit(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  const wrong = [];
  const foreign = (address) => !address.startsWith(url) && !/^(data|blob|about):/.test(address);
  page.on("console", (message) => message.type() === "error" && wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`exception: ${error.message}`));
  page.on("request", (request) => foreign(request.url()) && wrong.push(`request to ${request.url()}`));
  page.on("websocket", (socket) => foreign(socket.url().replace(/^ws/, "http")) && wrong.push(`socket to ${socket.url()}`));
  page.on("response", (response) => response.status() >= 400 && wrong.push(`${response.status()} of ${response.url()}`));
  await page.goto(`${url}/try/`);
  return { page, wrong, close: () => context.close() };
}

/** Asks in the composer and waits for the agent's next bubble, which it returns. */
export async function ask(page, text) {
  const replies = page.getByRole("log").locator(".bubble.ai_agent");
  await replies.first().waitFor();
  const before = await replies.count();
  await page.getByLabel("Your question").fill(text);
  await page.getByRole("button", { name: "Send" }).click();
  const reply = replies.nth(before);
  await reply.waitFor({ timeout: 20_000 });
  return reply;
}

async function isReady(url) {
  return fetch(`${url}/readyz`).then((response) => response.ok, () => false);
}

function freePort() {
  return new Promise((done, failed) => {
    const server = createServer().once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

function pause(milliseconds) {
  return new Promise((done) => setTimeout(done, milliseconds));
}
