// What the live half takes from its surroundings; tests give their own.

export interface Store {
  get(key: string): string | null;
  /** null removes. */
  set(key: string, value: string | null): void;
  keys(prefix: string): string[];
}

export interface Env {
  open(url: string, protocol: string): WebSocket;
  now(): number;
  random(): number;
  id(): string;
  /** Calls once after so many milliseconds; returns what cancels it. */
  after(milliseconds: number, call: () => void): () => void;
  local: Store;
}

/** localStorage, or nothing where the browser refuses it. */
function storage(): Store {
  const memory = new Map<string, string>();
  let area: Storage | null = null;
  try {
    area = window.localStorage;
  } catch {
    // Refused by the browser's settings: kept until the page goes.
  }
  return {
    get: (key) => (area ? area.getItem(key) : (memory.get(key) ?? null)),
    set(key, value) {
      try {
        if (value === null) area ? area.removeItem(key) : memory.delete(key);
        else if (area) area.setItem(key, value);
        else memory.set(key, value);
      } catch {
        // Full: what is on the screen still works.
      }
    },
    keys: (prefix) => (area ? Object.keys(area) : [...memory.keys()]).filter((key) => key.startsWith(prefix)),
  };
}

/** A UUID also where the page is not on HTTPS, as on a developer's machine. */
function uuid(): string {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export const browser: Env = {
  open: (url, protocol) => new WebSocket(url, [protocol]),
  now: () => Date.now(),
  random: () => Math.random(),
  id: uuid,
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds);
    return () => clearTimeout(timer);
  },
  local: storage(),
};
