import { expect, test } from "vitest";
import { fakeEnv, settle, type FakeSocket } from "./fakes.js";
import { createLine, type LinkState } from "./line.js";

function setUp(allowed: () => Promise<boolean> = async () => true) {
  const env = fakeEnv();
  const states: LinkState[] = [];
  const over: string[] = [];
  const frames: string[] = [];
  const line = createLine({
    env,
    url: "ws://x",
    allowed,
    onFrame: (frame) => void frames.push(frame.type),
    onState: (state) => void states.push(state),
    onOver: (why) => void over.push(why),
  });
  const socket = () => env.sockets.at(-1) as FakeSocket;
  return { env, line, states, over, frames, socket };
}

const hello = { type: "hello" } as const;

test("it is open with the first word, not with the opening", () => {
  const { socket, states } = setUp();
  socket().open();
  expect(states.at(-1)).toBe("connecting");
  socket().say(hello);
  expect(states.at(-1)).toBe("open");
});

test("a broken line comes back, later each time, and at once again after it was well", () => {
  const { env, socket } = setUp();
  for (const wait of [500, 1000, 2000]) {
    socket().open();
    socket().end(1006);
    const before = env.sockets.length;
    env.pass(wait - 1);
    expect(env.sockets.length).toBe(before);
    env.pass(1);
    expect(env.sockets.length).toBe(before + 1);
  }
  socket().open();
  socket().say(hello);
  socket().end(1006);
  env.pass(500);
  expect(env.sockets.length).toBe(5);
});

test("the wait never grows beyond twenty seconds and is spread by chance", () => {
  const { env, socket } = setUp();
  for (let attempt = 0; attempt < 12; attempt++) {
    socket().open();
    socket().end(1006);
    env.pass(20_000);
  }
  const before = env.sockets.length;
  env.random = () => 1;
  socket().open();
  socket().end(1006);
  env.pass(29_999);
  expect(env.sockets.length).toBe(before);
  env.pass(1);
  expect(env.sockets.length).toBe(before + 1);
});

test("an ended session and a revoked person are not knocked for again", () => {
  for (const [code, why] of [
    [4401, "session"],
    [4403, "revoked"],
  ] as const) {
    const { env, socket, over, states } = setUp();
    socket().open();
    socket().say(hello);
    socket().end(code);
    env.pass(60_000);
    expect(over).toEqual([why]);
    expect(states.at(-1)).toBe("over");
    expect(env.sockets.length).toBe(1);
  }
});

test("a refused opening asks who we are, and ends where we are nobody", async () => {
  const { env, socket, over } = setUp(async () => false);
  socket().end(1006);
  await settle();
  env.pass(60_000);
  expect(over).toEqual(["session"]);
});

test("a refused opening while the server is away is tried again", async () => {
  const { env, socket, over } = setUp(() => Promise.reject(new Error("unreached")));
  socket().end(1006);
  await settle();
  env.pass(500);
  expect(over).toEqual([]);
  expect(env.sockets.length).toBe(2);
});

test("words of a socket that was given up are not heard", () => {
  const { env, line, frames } = setUp();
  const old = env.sockets[0]!;
  line.now();
  old.open();
  old.say(hello);
  expect(frames).toEqual([]);
});

test("nothing is sent where nothing is open", () => {
  const { line, socket } = setUp();
  expect(line.send({ type: "view", conversation: null })).toBe(false);
  socket().open();
  expect(line.send({ type: "view", conversation: null })).toBe(true);
});
