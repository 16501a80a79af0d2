import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import type { Person } from "../api/types.js";
import { row } from "./fixtures.js";
import { createOffers } from "./offers.js";
import { createRows } from "./rows.js";

const ada = { id: "ada", name: "Ada" };
const setUp = () => {
  const rows = createRows();
  return { rows, offers: createOffers(rows, signal(ada as Person)) };
};
const ids = (offers: ReturnType<typeof createOffers>) => offers.ringing.value.map(({ id }) => id);

test("what is offered rings until a row says otherwise", () => {
  const { rows, offers } = setUp();
  offers.add(row({ id: "mine", stage: "assigned", assignee: ada, priority: 0.2 }));
  offers.add(row({ id: "all", level: "everybody", priority: 0.9 }));
  expect(ids(offers)).toEqual(["mine", "all"]);
  rows.put(row({ id: "mine", stage: "assigned", assignee: { id: "ben", name: "Ben" }, last_seq: 2 }));
  expect(ids(offers)).toEqual(["all"]);
  rows.put(row({ id: "all", stage: "active", assignee: ada, last_seq: 2 }));
  expect(ids(offers)).toEqual([]);
});

test("a row alone does not ring", () => {
  const { rows, offers } = setUp();
  rows.put(row({ id: "all", level: "everybody" }));
  expect(ids(offers)).toEqual([]);
});

test("what is offered again rings again", () => {
  const { rows, offers } = setUp();
  offers.add(row({ id: "x", stage: "assigned", assignee: ada }));
  rows.put(row({ id: "x", stage: "waiting", last_seq: 2 }));
  expect(ids(offers)).toEqual([]);
  offers.add(row({ id: "x", stage: "assigned", assignee: ada, last_seq: 3 }));
  expect(ids(offers)).toEqual(["x"]);
});
