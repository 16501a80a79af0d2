import { describe, expect, test } from "vitest";
import { keep, type Env } from "../env.js";
import { createOutbox } from "./outbox.js";

function memory(): Storage {
  const map = new Map<string, string>();
  return {
    get length() {
      return map.size;
    },
    key: (at: number) => [...map.keys()][at] ?? null,
    getItem: (key: string) => map.get(key) ?? null,
    setItem: (key: string, value: string) => void map.set(key, value),
    removeItem: (key: string) => void map.delete(key),
    clear: () => map.clear(),
  };
}

const envOf = (storage: Storage) => ({ local: keep(() => storage), parse: JSON.parse, stringify: JSON.stringify }) as Env;
const message = (id: string) => ({ type: "message" as const, client_id: id, text: id });

describe("the outbox", () => {
  test("keeps what was written over a reload, in the order of writing", () => {
    const storage = memory();
    const first = createOutbox(envOf(storage), "p.");
    for (const id of ["b", "a", "c"]) first.add({ frame: message(id), conversation: "x", at: 5 });
    const again = createOutbox(envOf(storage), "p.");
    expect(again.all().map(({ frame }) => frame.client_id)).toEqual(["b", "a", "c"]);
    again.remove("a");
    expect(first.all()).toHaveLength(2);
  });

  test("gives what waited for a conversation the one that began", () => {
    const outbox = createOutbox(envOf(memory()), "p.");
    outbox.add({ frame: message("a"), conversation: null, at: 1 });
    outbox.add({ frame: message("b"), conversation: "other", at: 2 });
    outbox.assign("new");
    expect(outbox.all().map((waiting) => waiting.conversation)).toEqual(["new", "other"]);
  });

  test("passes over what is broken, and what is another's", () => {
    const storage = memory();
    storage.setItem("p.x", "{");
    storage.setItem("p.y", "{}");
    storage.setItem("q.z", "1");
    expect(createOutbox(envOf(storage), "p.").all()).toEqual([]);
  });

  test("lasts as long as the page where the browser refuses storage", () => {
    const refusing = keep(() => {
      throw new DOMException("blocked", "SecurityError");
    });
    const outbox = createOutbox({ ...envOf(memory()), local: refusing }, "p.");
    outbox.add({ frame: message("a"), conversation: null, at: 1 });
    expect(outbox.all()).toHaveLength(1);
  });
});
