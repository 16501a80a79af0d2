import { expect, test } from "vitest";
import type { Env } from "../env.js";
import { createUpload, PATIENCE, StalledError } from "./upload.js";

/** An upload whose request and clock are the test's. */
function begin() {
  let time = 0;
  let timers: { at: number; run: () => void }[] = [];
  const request = {
    upload: {} as { onprogress(event: object): void },
    status: 201,
    responseText: `{"id":"f1"}`,
    aborted: false,
    open() {},
    setRequestHeader() {},
    send() {},
    abort() {
      this.aborted = true;
      this.onabort();
      this.onloadend();
    },
    onabort() {},
    onload() {},
    onloadend() {},
  };
  const env = {
    XMLHttpRequest: function () {
      return request;
    },
    parse: JSON.parse,
    after(milliseconds: number, run: () => void) {
      const timer = { at: time + milliseconds, run };
      timers.push(timer);
      return () => (timers = timers.filter((each) => each !== timer));
    },
  } as unknown as Env;
  const tokens = { get: async () => "token", forget() {} };
  const shares: number[] = [];
  const options = { type: "image/png", signal: new AbortController().signal, progress: (share: number) => shares.push(share) };
  const ended = createUpload(env, "", tokens)({ name: "a.png" } as File, options);
  const pass = (milliseconds: number) => {
    time += milliseconds;
    for (const { at, run } of timers) if (at <= time) run();
  };
  // The token comes a turn later.
  return Promise.resolve().then(() => ({ request, ended, shares, pass, waiting: () => timers.length }));
}

test("an upload that goes no further is given up, and says so", async () => {
  const { request, ended, pass } = await begin();
  pass(PATIENCE);
  await expect(ended).rejects.toBeInstanceOf(StalledError);
  expect(request.aborted).toBe(true);
});

test("as long as bytes go, it may take its time; what was answered waits for nothing", async () => {
  const { request, ended, shares, pass, waiting } = await begin();
  for (let loaded = 1; loaded <= 4; loaded++) {
    pass(PATIENCE - 1);
    request.upload.onprogress({ loaded, total: 4 });
  }
  expect(shares).toEqual([0.25, 0.5, 0.75, 1]);
  request.onload();
  request.onloadend();
  expect(await ended).toEqual({ id: "f1" });
  expect(waiting()).toBe(0);
});
