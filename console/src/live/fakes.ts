// Surroundings for tests: time that stands still until moved, and sockets that say what they are told to.

import type { ClientFrame, ServerFrame } from "../api/types.js";
import type { Env, Store } from "./env.js";

export class FakeSocket {
  readyState = 0;
  sent: ClientFrame[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  constructor(readonly url: string) {}
  send(text: string) {
    this.sent.push(JSON.parse(text) as ClientFrame);
  }
  close() {
    this.readyState = 3;
  }
  open() {
    this.readyState = 1;
    this.onopen?.();
  }
  say(frame: Partial<ServerFrame> & { type: ServerFrame["type"] }) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
  end(code: number) {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

export function memory(): Store & { all: Map<string, string> } {
  const all = new Map<string, string>();
  return {
    all,
    get: (key) => all.get(key) ?? null,
    set: (key, value) => void (value === null ? all.delete(key) : all.set(key, value)),
    keys: (prefix) => [...all.keys()].filter((key) => key.startsWith(prefix)),
  };
}

export interface FakeEnv extends Env {
  sockets: FakeSocket[];
  timers: { at: number; call: () => void }[];
  /** Moves the clock and calls what is due, in order. */
  pass(milliseconds: number): void;
}

export function fakeEnv(local: Store = memory()): FakeEnv {
  let now = 1_000_000;
  let ids = 0;
  const env: FakeEnv = {
    sockets: [],
    timers: [],
    local,
    now: () => now,
    random: () => 0.5,
    id: () => `id-${++ids}`,
    open(url) {
      const socket = new FakeSocket(url);
      env.sockets.push(socket);
      return socket as unknown as WebSocket;
    },
    after(milliseconds, call) {
      const timer = { at: now + milliseconds, call };
      env.timers.push(timer);
      return () => void (env.timers = env.timers.filter((one) => one !== timer));
    },
    pass(milliseconds) {
      now += milliseconds;
      for (const due of env.timers.filter((one) => one.at <= now).sort((a, b) => a.at - b.at)) {
        env.timers = env.timers.filter((one) => one !== due);
        due.call();
      }
    },
  };
  return env;
}

/** Lets what was promised happen. */
export const settle = async () => {
  for (let turn = 0; turn < 8; turn++) await Promise.resolve();
};
