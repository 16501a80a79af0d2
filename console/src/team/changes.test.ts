import { expect, test } from "vitest";
import type { Person } from "../api/types.js";
import { changesOf } from "./changes.js";

const ben = { name: "Ben", role: "agent", skills: ["billing"], inboxes: [], capacity: 4 } as unknown as Person;

test("only what differs is sent", () => {
  expect(changesOf(ben, { ...ben, name: " Ben " })).toEqual({});
  expect(changesOf(ben, { ...ben, capacity: 0, skills: ["billing", "es"] })).toEqual({ capacity: 0, skills: ["billing", "es"] });
  expect(changesOf(ben, { ...ben, inboxes: ["main"], role: "analyst" })).toEqual({ inboxes: ["main"], role: "analyst" });
});
