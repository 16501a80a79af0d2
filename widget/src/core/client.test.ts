// @vitest-environment jsdom
// The client against a server of a few lines: what it says over the line, and what it keeps until it is heard.
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ServerFrame } from "../api/types.js";
import { browserEnv, type Env } from "../env.js";
import { createClient, type Client } from "./client.js";

type Sent = { type: string; client_id?: string; [field: string]: unknown };

class Line {
  static last: Line;
  static sent: Sent[] = [];
  readyState = 0;
  onopen?: () => void;
  onmessage?: (event: { data: string }) => void;
  onclose?: (event: { code: number }) => void;
  constructor(readonly url: string) {
    Line.last = this;
  }
  open() {
    this.readyState = 1;
    this.onopen?.();
  }
  send(text: string) {
    Line.sent.push(JSON.parse(text) as Sent);
  }
  say(frame: ServerFrame) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  close() {
    this.readyState = 3;
  }
}

const at = "2026-11-21T10:00:00Z";
const reply = (seq: number): ServerFrame =>
  ({ type: "event", seq, at, kind: "message.created", body: { message_id: `m${seq}`, author: "ai_agent", text: "a" } });
const clients: Client[] = [];

function client(answers: Record<string, unknown> = {}): Client {
  const fetch = (url: string) => {
    const path = url.split("/v1/")[1]!;
    const body = answers[path];
    return Promise.resolve(new Response(JSON.stringify(body ?? {}), { status: body ? 200 : 404 }));
  };
  const env = { ...browserEnv(), fetch, WebSocket: Line } as unknown as Env;
  const made = createClient({ env, server: "http://usher.test", inbox: "main", prefix: "p.", token: "t" });
  clients.push(made);
  return made;
}

const opened = () => new Promise<void>((done) => setTimeout(() => (Line.last.open(), done())));
const sent = (type: string) => Line.sent.filter((frame) => frame.type === type);

beforeEach(() => {
  localStorage.clear();
  localStorage.setItem("p.conversation", "talk");
  Line.sent = [];
});
afterEach(() => clients.splice(0).forEach((each) => each.remove()));

test("a judgement that was not accepted goes again after a reload, by the same id", async () => {
  const first = client();
  await opened();
  first.judge({ turn: "t", solved: true });
  expect(sent("judgement")).toMatchObject([{ turn: "t", solved: true }]);
  first.remove();
  const second = client();
  expect(second.state().says.judged.t).toEqual({ what: true, heard: false });
  await opened();
  expect(sent("judgement")).toHaveLength(2);
  expect(new Set(sent("judgement").map((frame) => frame.client_id)).size).toBe(1);
  Line.last.say({ type: "accepted", client_id: sent("judgement")[0]!.client_id!, seq: 4, duplicate: false });
  expect(second.state().says.judged.t!.heard).toBe(true);
  expect(Object.keys(localStorage).filter((key) => key.includes(".out."))).toEqual([]);
});

test("an anonymous rating comes back in no event, and is remembered by the device", async () => {
  const first = client();
  await opened();
  first.rate({ stars: 5, anonymous: true });
  Line.last.say({ type: "accepted", client_id: sent("rating")[0]!.client_id!, seq: 0, duplicate: false });
  first.remove();
  expect(client().state().says.rated).toMatchObject({ heard: true, what: { anonymous: true } });
});

test("a server that cannot read a rating does not hold up what follows", async () => {
  const made = client();
  await opened();
  made.rate({ stars: 3 });
  made.send("and one more thing");
  const problem = { type: "/problems/json-syntax", title: "", status: 400, detail: "" };
  Line.last.say({ type: "problem", problem });
  expect(made.state().says).toMatchObject({ rated: null, refused: true });
  expect(sent("message")).toHaveLength(1);
});

test("reading is told once, and a device that lags behind is told again", async () => {
  const made = client();
  await opened();
  Line.last.say(reply(2));
  expect(made.unread()).toBe(1);
  made.read();
  made.read();
  expect([made.unread(), sent("read")]).toEqual([0, [{ type: "read", seq: 2 }]]);
  Line.last.say({ type: "read", reader: "contact", seq: 1 });
  expect(sent("read")).toHaveLength(2);
});

test("what was read on another device is read here", async () => {
  const made = client();
  await opened();
  Line.last.say(reply(2));
  let told = 0;
  made.subscribe(() => told++);
  Line.last.say({ type: "read", reader: "contact", seq: 2 });
  expect([made.unread(), told, sent("read")]).toEqual([0, 2, []]);
});

test("asking for a person says so beside the words", async () => {
  const made = client();
  await opened();
  made.send("Ich möchte mit einem Menschen sprechen", { person: true });
  expect(sent("message")).toMatchObject([{ text: "Ich möchte mit einem Menschen sprechen", person: true }]);
});

test("a guide is had from the server where the conversation has none by its id", async () => {
  const guide = { id: "g", title: "G", summary: "", steps: [] };
  const made = client({ "guides/g": guide });
  expect(await made.guide("g")).toEqual(guide);
  expect(await made.guide("unknown")).toBeNull();
});
