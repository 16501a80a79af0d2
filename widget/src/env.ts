// What the widget takes from the browser, taken once, so that a host that replaces a global later does not break it
// and tests can bring a clock, chance and storage of their own.

/** Storage that never throws: where the browser refuses it, memory that lasts as long as the page. */
export interface Keep {
  get(key: string): string | null;
  /** `null` removes. */
  set(key: string, value: string | null): void;
  keys(prefix: string): string[];
}

export interface Env {
  fetch: typeof fetch;
  WebSocket: typeof WebSocket;
  XMLHttpRequest: typeof XMLHttpRequest;
  after(milliseconds: number, run: () => void): () => void;
  every(milliseconds: number, run: () => void): () => void;
  now(): number;
  random(): number;
  /** Names a message: only ever compared among one contact's, it need not be hard to guess. */
  id(): string;
  parse(text: string): unknown;
  stringify(value: unknown): string;
  local: Keep;
  session: Keep;
}

export function browserEnv(): Env {
  const { setTimeout, clearTimeout, setInterval, clearInterval, fetch, WebSocket, XMLHttpRequest } = window;
  const { parse, stringify } = JSON;
  const { now } = Date;
  const { random } = Math;
  return {
    fetch: (input, init) => fetch.call(window, input, init),
    WebSocket,
    XMLHttpRequest,
    after(milliseconds, run) {
      const timer = setTimeout.call(window, run, milliseconds);
      return () => clearTimeout.call(window, timer);
    },
    every(milliseconds, run) {
      const timer = setInterval.call(window, run, milliseconds);
      return () => clearInterval.call(window, timer);
    },
    now,
    random,
    id: () => [now(), random(), random()].map((part) => part.toString(36).replace("0.", "")).join("-"),
    parse,
    stringify,
    local: keep(() => localStorage),
    session: keep(() => sessionStorage),
  };
}

/** Reading `localStorage` itself throws where cookies are blocked; writing throws where it is full. */
export function keep(open: () => Storage): Keep {
  const memory = new Map<string, string>();
  let storage: Storage | null = null;
  try {
    storage = open();
  } catch {
    // Blocked: memory it is.
  }
  return {
    get: (key) => memory.get(key) ?? storage?.getItem(key) ?? null,
    set(key, value) {
      memory.delete(key);
      try {
        if (!storage) throw 0;
        if (value === null) storage.removeItem(key);
        else storage.setItem(key, value);
      } catch {
        if (value !== null) memory.set(key, value);
      }
    },
    keys(prefix) {
      const found = new Set(memory.keys());
      for (let at = 0; storage && at < storage.length; at++) found.add(storage.key(at)!);
      return [...found].filter((key) => key.startsWith(prefix));
    },
  };
}
