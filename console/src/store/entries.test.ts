import { expect, test } from "vitest";
import type { LogEvent } from "../api/types.js";
import { entriesOf, type Entry } from "./entries.js";

const me = { id: "ada", name: "Ada Okafor" };
let seq = 0;
const event = (kind: string, body: Record<string, unknown> = {}): LogEvent => ({
  seq: ++seq,
  kind,
  at: "2026-01-01T10:00:00Z",
  body,
});
const read = (events: LogEvent[], readByContact = 0, waiting: Parameters<typeof entriesOf>[0]["waiting"] = []): Entry[] =>
  entriesOf({ events, waiting, readByContact, me });
const say = (author: string, more: Record<string, unknown> = {}) =>
  event("message.created", { message_id: `m${seq}`, author, text: "hi", ...more });
const guide = { id: "g", title: "Guide", summary: "", steps: [{ id: "one", instruction: "Do", action: "click" }] };

test("steps end on the card of their guide", () => {
  const [message] = read([
    say("human_agent", { by: me, guide }),
    event("guide.step_failed", { guide: "g", step: "one", outcome: "failed", reason: "not found" }),
  ]);
  expect(message?.kind === "message" && message.play?.steps).toEqual({ one: { outcome: "failed", reason: "not found" } });
});

test("steps of an unknown guide are lines of their own", () => {
  const [line] = read([event("guide.step_completed", { guide: "import-customers", step: "choose-file", outcome: "completed" })]);
  expect(line?.kind === "system" && line.lines[0]?.text).toBe("Import customers, step “Choose file”: done");
});

test("what waits stands last and goes when the log has it", () => {
  const waiting = [{ client_id: "x", conversation: "c", act: "messages" as const, body: { text: "on its way" }, at: 0 }];
  const before = read([say("contact")], 0, waiting);
  expect(before.map((one) => one.kind === "message" && one.delivery)).toEqual(["delivered", "sending"]);
  const after = read([say("contact"), say("human_agent", { client_id: "x", by: me })], 0, waiting);
  expect(after.map((one) => one.kind === "message" && one.delivery)).toEqual(["delivered", "delivered"]);
  expect(after[1]?.key).toBe(before[1]?.key);
});

test("a note that waits is a note, and refused ones say so", () => {
  const problem = { type: "/problems/x", title: "No", status: 422, detail: "" };
  const [note] = read([], 0, [
    { client_id: "n", conversation: "c", act: "notes", body: { text: "psst" }, at: 0, refused: problem },
  ]);
  expect(note).toMatchObject({ kind: "note", text: "psst", delivery: "refused", problem });
});

test("read by the contact up to its mark", () => {
  const first = say("human_agent", { by: me });
  const second = say("human_agent", { by: me });
  expect(read([first, second], first.seq).map((one) => one.kind === "message" && one.delivery)).toEqual(["read", "delivered"]);
});

test("events between two messages stand together; those that say nothing are left out", () => {
  const entries = read([
    say("contact"),
    event("conversation.escalated", { reason: "low_confidence", topic: "import" }),
    event("people.offered", { person: { id: "ben", name: "Ben" }, level: "one", until: null, by: null }),
    event("people.suggested", {}),
    event("some.later_kind", {}),
    event("conversation.assigned", { by: me }),
    say("human_agent", { by: me }),
  ]);
  expect(entries.map(({ kind }) => kind)).toEqual(["message", "system", "message"]);
  const [, system] = entries;
  expect(system?.kind === "system" && system.lines.map(({ text }) => text)).toEqual([
    "Usher handed it to people because there is evidence, but Usher was not sure enough of its answer · Import",
    "Offered to Ben",
    "You took it",
  ]);
});

test("markup in words stays words", () => {
  const [message] = read([say("contact", { text: "<img src=x onerror=alert(1)>" })]);
  expect(message?.kind === "message" && message.text).toBe("<img src=x onerror=alert(1)>");
});
