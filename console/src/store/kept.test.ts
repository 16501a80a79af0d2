import { expect, test } from "vitest";
import { BLANK } from "../articles/words.js";
import { fakeEnv, memory } from "../live/fakes.js";
import { createKept, isGuide } from "./kept.js";

test("a guide that is written is kept, and what is none does not come back", () => {
  const local = memory();
  const kept = createKept(fakeEnv(local), "g.", isGuide);
  kept.set("invite", { base: 3, yaml: "id: in", at: "2026-01-01T00:00:00Z" });
  expect(kept.get("invite")).toEqual({ base: 3, yaml: "id: in", at: "2026-01-01T00:00:00Z" });
  createKept(fakeEnv(local), "g.").set("article", { base: 1, meta: BLANK, body: "", at: "2026-01-01T00:00:00Z" });
  expect(kept.get("article")).toBeNull();
  expect(createKept(fakeEnv(local), "g.").get("invite")).toBeNull();
  kept.set("invite", null);
  expect(kept.get("invite")).toBeNull();
});
