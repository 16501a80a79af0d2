import { expect, test } from "vitest";
import type { ClientFrame, LogEvent } from "../api/types.js";
import { settle } from "./fakes.js";
import { createFollows, MOST_FOLLOWED } from "./follow.js";

const event = (seq: number): LogEvent => ({ seq, kind: "message.created", at: "", body: {} });

function setUp(stored: number[] = []) {
  const sent: ClientFrame[] = [];
  const delivered: number[] = [];
  const dropped: string[] = [];
  const asked: number[] = [];
  const follows = createFollows({
    send: (frame) => (sent.push(frame), true),
    fetch: async (_, after) => (asked.push(after), stored.filter((seq) => seq > after).map(event)),
    deliver: (_, events) => void delivered.push(...events.map(({ seq }) => seq)),
    dropped: (id) => void dropped.push(id),
  });
  return { follows, sent, delivered, dropped, asked };
}

test("events come once and in order", () => {
  const { follows, delivered } = setUp();
  follows.follow("a", 3);
  for (const seq of [4, 4, 5, 3, 5, 6]) follows.take("a", event(seq));
  expect(delivered).toEqual([4, 5, 6]);
});

test("what comes too early waits until the hole is filled by REST", async () => {
  const { follows, delivered, asked } = setUp([4, 5, 6, 7]);
  follows.follow("a", 3);
  follows.take("a", event(6));
  expect(delivered).toEqual([]);
  follows.take("a", event(7));
  await settle();
  expect(delivered).toEqual([4, 5, 6, 7]);
  expect(asked).toEqual([3]);
});

test("a hole that the socket fills itself needs nothing of REST's answer", async () => {
  const { follows, delivered } = setUp([4, 5]);
  follows.follow("a", 3);
  follows.take("a", event(5));
  follows.take("a", event(4));
  expect(delivered).toEqual([4, 5]);
  await settle();
  expect(delivered).toEqual([4, 5]);
});

test("a seq that nobody has does not hold up what follows", async () => {
  const { follows, delivered } = setUp([4, 6]);
  follows.follow("a", 3);
  follows.take("a", event(6));
  await settle();
  follows.take("a", event(7));
  expect(delivered).toEqual([4, 6, 7]);
});

test("after a break each goes on from its last seq", () => {
  const { follows, sent } = setUp();
  follows.follow("a", 3);
  follows.follow("b", 9);
  follows.take("a", event(4));
  sent.length = 0;
  follows.resume();
  expect(sent).toEqual([
    { type: "follow", conversation: "a", after: 4 },
    { type: "follow", conversation: "b", after: 9 },
  ]);
});

test("the one unused for longest makes room", () => {
  const { follows, dropped, sent } = setUp();
  for (let at = 0; at < MOST_FOLLOWED; at++) follows.follow(`c${at}`, 0);
  follows.follow("c0", 0);
  follows.follow("new", 0);
  expect(dropped).toEqual(["c1"]);
  expect(sent).toContainEqual({ type: "unfollow", conversation: "c1" });
  expect(follows.has("c0")).toBe(true);
});

test("events of what is not followed are left out", () => {
  const { follows, delivered } = setUp();
  follows.take("a", event(1));
  expect(delivered).toEqual([]);
});
