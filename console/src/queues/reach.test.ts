import { expect, test } from "vitest";
import type { Person, Queue } from "../api/types.js";
import { reorder, shadowedBy, whoGets } from "./reach.js";

const queue = (id: string, more: Partial<Queue> = {}): Queue => ({
  id,
  name: id,
  inbox: null,
  topics: [],
  skills: [],
  members: [],
  important: { plans: [], accounts: [] },
  position: 0,
  waiting: 0,
  ...more,
});
const person = (id: string, more: Partial<Person> = {}): Person => ({
  id,
  name: id,
  email: "",
  role: "agent",
  status: "active",
  skills: [],
  inboxes: [],
  capacity: 4,
  totp: false,
  created_at: "",
  seen_at: null,
  ...more,
});

test.each([
  ["every topic takes all below", queue("a"), queue("b", { topics: ["x"] }), true],
  ["every topic takes every topic", queue("a"), queue("b"), true],
  ["all of the topics", queue("a", { topics: ["x", "y"] }), queue("b", { topics: ["y"] }), true],
  ["some of the topics", queue("a", { topics: ["x"] }), queue("b", { topics: ["x", "y"] }), false],
  ["one topic does not take every topic", queue("a", { topics: ["x"] }), queue("b"), false],
  ["another inbox", queue("a", { inbox: "main" }), queue("b", { inbox: "partners" }), false],
  ["one inbox of every inbox", queue("a", { inbox: "main" }), queue("b"), false],
  ["the same inbox", queue("a", { inbox: "main" }), queue("b", { inbox: "main", topics: ["x"] }), true],
])("a queue is in the shadow of one above: %s", (_, above, below, expected) => {
  expect(shadowedBy([above], below)?.id).toBe(expected ? "a" : undefined);
});

test("who is offered it acts, is active, sees the inbox, is a member, and has every skill", () => {
  const people = [
    person("fits", { skills: ["es", "billing"], inboxes: ["main"] }),
    person("half", { skills: ["es"] }),
    person("elsewhere", { skills: ["es", "billing"], inboxes: ["partners"] }),
    person("gone", { skills: ["es", "billing"], status: "revoked" }),
    person("reads", { skills: ["es", "billing"], role: "analyst" }),
  ];
  const ids = (of: Partial<Queue>) => whoGets(queue("q", of), people).map(({ id }) => id);
  expect(ids({ inbox: "main", skills: ["es", "billing"] })).toEqual(["fits"]);
  expect(ids({ members: ["half", "reads"] })).toEqual(["half"]);
  expect(ids({})).toEqual(["fits", "half", "elsewhere"]);
});

test("moving writes those whose place changes, and mends places that are shared", () => {
  const queues = [queue("a", { position: 0 }), queue("b", { position: 1 }), queue("c", { position: 2 })];
  const down = reorder(queues, "a", 1);
  expect(down.order.map(({ id }) => id)).toEqual(["b", "a", "c"]);
  expect(down.changed.map(({ id, position }) => [id, position])).toEqual([["b", 0], ["a", 1]]);
  expect(reorder(queues, "a", -1).changed).toEqual([]);
  const same = reorder([queue("a"), queue("b")], "b", -1);
  expect(same.changed.map(({ id, position }) => [id, position])).toEqual([["a", 1]]);
});
