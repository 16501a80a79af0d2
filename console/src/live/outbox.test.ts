import { expect, test } from "vitest";
import { ProblemError, UNREACHED } from "../api/http.js";
import type { Written } from "../api/types.js";
import { fakeEnv, memory, settle } from "./fakes.js";
import { createOutbox } from "./outbox.js";

const problem = (status: number, slug: string, retry_after?: number) =>
  new ProblemError({ type: `/problems/${slug}`, title: "", status, detail: "", ...(retry_after && { retry_after }) });

type Answer = Written | Error;

function setUp(answers: Answer[], local = memory()) {
  const env = fakeEnv(local);
  const written: string[] = [];
  const outbox = createOutbox({
    env,
    prefix: "out.",
    changed: () => {},
    async write(_, __, body) {
      written.push(`${body.client_id}:${body.text}`);
      const answer = answers.shift() ?? { seq: 1, duplicate: false };
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { env, outbox, written, local };
}

test("what is accepted is forgotten", async () => {
  const { outbox, written, local } = setUp([]);
  outbox.add("a", "messages", { text: "hi" });
  expect(local.all.size).toBe(1);
  await settle();
  expect(written).toEqual(["id-1:hi"]);
  expect(outbox.of("a")).toEqual([]);
  expect(local.all.size).toBe(0);
});

test("it is sent again under the same client_id until it is accepted", async () => {
  const { env, outbox, written } = setUp([new ProblemError(UNREACHED), problem(503, "unavailable")]);
  outbox.add("a", "messages", { text: "hi" });
  await settle();
  env.pass(1000);
  await settle();
  env.pass(2000);
  await settle();
  expect(written).toEqual(["id-1:hi", "id-1:hi", "id-1:hi"]);
  expect(outbox.of("a")).toEqual([]);
});

test("a limit is waited for as long as the server says", async () => {
  const { env, outbox, written } = setUp([problem(429, "rate-limited", 30)]);
  outbox.add("a", "messages", { text: "hi" });
  await settle();
  env.pass(29_000);
  await settle();
  expect(written.length).toBe(1);
  env.pass(1000);
  await settle();
  expect(written.length).toBe(2);
});

test("the order within a conversation holds, and one conversation does not hold up another", async () => {
  const { env, outbox, written } = setUp([new ProblemError(UNREACHED)]);
  outbox.add("a", "messages", { text: "first" });
  outbox.add("a", "messages", { text: "second" });
  outbox.add("b", "notes", { text: "other" });
  await settle();
  expect(written).toEqual(["id-1:first", "id-3:other", "id-1:first", "id-2:second"]);
  env.pass(60_000);
  await settle();
  expect(written.length).toBe(4);
});

test("what is refused stays with its reason, lets the next go, and can be sent again", async () => {
  const { outbox, written } = setUp([problem(409, "taken")]);
  outbox.add("a", "messages", { text: "mine" });
  outbox.add("a", "notes", { text: "a note" });
  await settle();
  expect(written).toEqual(["id-1:mine", "id-2:a note"]);
  expect(outbox.of("a").map(({ refused }) => refused?.type)).toEqual(["/problems/taken"]);
  outbox.retry("id-1");
  await settle();
  expect(outbox.of("a")).toEqual([]);
});

test("it survives a reload", async () => {
  const local = memory();
  const before = setUp([new ProblemError(UNREACHED)], local);
  before.outbox.add("a", "messages", { text: "kept" });
  await settle();
  before.outbox.remove();
  const after = setUp([], local);
  expect(after.outbox.of("a").map(({ body }) => body.text)).toEqual(["kept"]);
  after.outbox.push();
  await settle();
  expect(after.written).toEqual(["id-1:kept"]);
});

test("an ended session loses nothing: it waits for the next", async () => {
  const { env, outbox } = setUp([problem(401, "session-missing")]);
  outbox.add("a", "messages", { text: "hi" });
  await settle();
  expect(outbox.of("a")[0]?.refused).toBeUndefined();
  env.pass(60_000);
  await settle();
  expect(outbox.of("a")).toEqual([]);
});

test("the log settles what the answer never confirmed", async () => {
  const { outbox } = setUp([new ProblemError(UNREACHED)]);
  outbox.add("a", "messages", { text: "hi" });
  await settle();
  outbox.settled("id-1");
  expect(outbox.of("a")).toEqual([]);
});
