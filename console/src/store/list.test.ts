import { expect, test } from "vitest";
import type { Row } from "../api/types.js";
import { row } from "./fixtures.js";
import { createList } from "./list.js";
import { createRows } from "./rows.js";
import { compare, inView, matches } from "./views.js";

function setUp(pages: Row[][], options: Partial<Parameters<typeof createList>[0]> = {}) {
  const rows = createRows();
  const asked: (string | null)[] = [];
  const list = createList({
    view: "waiting",
    filters: {},
    sort: "newest",
    me: "ada",
    rows,
    now: () => 0,
    soon: (call) => call(),
    async fetch(before) {
      asked.push(before);
      const at = before ? Number(before) : 0;
      return { conversations: pages[at] ?? [], next: at + 1 < pages.length ? `${at + 1}` : null };
    },
    ...options,
  });
  return { rows, list, asked };
}

const at = (minute: number) => `2026-01-01T10:${String(minute).padStart(2, "0")}:00Z`;

test("pages follow one another and rows come once", async () => {
  const { list, asked } = setUp([
    [row({ id: "a", updated_at: at(5) }), row({ id: "b", updated_at: at(4) })],
    [row({ id: "b", updated_at: at(4) }), row({ id: "c", updated_at: at(3) })],
  ]);
  await list.refresh();
  await list.load();
  await list.load();
  expect(list.ids.value).toEqual(["a", "b", "c"]);
  expect(asked).toEqual([null, "1"]);
});

test("after a break as much is read again as was there, at once", async () => {
  const pages = [
    [row({ id: "a", updated_at: at(5) })],
    [row({ id: "b", updated_at: at(4) })],
    [row({ id: "c", updated_at: at(3) })],
  ];
  const { list, asked } = setUp(pages);
  await list.refresh();
  await list.load();
  const seen: number[] = [];
  list.ids.subscribe((ids) => void seen.push(ids.length));
  await list.refresh();
  expect(list.ids.value).toEqual(["a", "b"]);
  expect(seen).toEqual([2]);
  expect(asked).toEqual([null, "1", null, "1"]);
});

test("a row that changed moves, comes, or goes", async () => {
  const { rows, list } = setUp([[row({ id: "a", updated_at: at(5) }), row({ id: "b", updated_at: at(4) })]]);
  await list.refresh();
  rows.put(row({ id: "b", updated_at: at(9), last_seq: 2 }));
  expect(list.ids.value).toEqual(["b", "a"]);
  rows.put(row({ id: "new", updated_at: at(7) }));
  expect(list.ids.value).toEqual(["b", "new", "a"]);
  rows.put(row({ id: "b", stage: "active", assignee: { id: "ben", name: "Ben" }, last_seq: 3, updated_at: at(10) }));
  expect(list.ids.value).toEqual(["new", "a"]);
  rows.remove("a");
  expect(list.ids.value).toEqual(["new"]);
});

test("an old answer does not undo a newer row", async () => {
  const { rows, list } = setUp([[]]);
  await list.refresh();
  rows.put(row({ id: "a", last_seq: 5, updated_at: at(5), state: "resolved", stage: null }));
  rows.put(row({ id: "a", last_seq: 4, updated_at: at(4) }));
  expect(rows.get("a")?.state).toBe("resolved");
  expect(list.ids.value).toEqual([]);
});

test("filters hold for what comes later as well", async () => {
  const { rows, list } = setUp([[]], { filters: { topic: "import" } });
  await list.refresh();
  rows.put(row({ id: "a", topic: "import" }));
  rows.put(row({ id: "b", topic: "billing" }));
  expect(list.ids.value).toEqual(["a"]);
});

test("mentions come by word of the server alone", async () => {
  const { rows, list } = setUp([[row({ id: "a" })]], { view: "mentions" });
  await list.refresh();
  rows.put(row({ id: "b" }));
  expect(list.ids.value).toEqual(["a"]);
  list.include("b");
  expect(list.ids.value.toSorted()).toEqual(["a", "b"]);
  list.exclude("a");
  expect(list.ids.value).toEqual(["b"]);
});

test("views are the server's", () => {
  const mine = row({ id: "x", stage: "active", assignee: { id: "ada", name: "Ada" } });
  const offered = row({ id: "x", stage: "assigned", assignee: { id: "ada", name: "Ada" } });
  const everybody = row({ id: "x", level: "everybody" });
  expect([mine, offered, everybody].map((one) => inView(one, "mine", "ada"))).toEqual([true, true, false]);
  expect([mine, offered, everybody].map((one) => inView(one, "offered", "ada"))).toEqual([false, true, true]);
  expect(inView(offered, "mine", "ben")).toBe(false);
  expect(inView(row({ id: "x", state: "snoozed", stage: null }), "snoozed", "ada")).toBe(true);
});

test("from and to are about the resolution where there is one", () => {
  const resolved = row({ id: "x", state: "resolved", created_at: at(1), resolved_at: at(30) });
  expect(matches(resolved, { from: at(20) })).toBe(true);
  expect(matches(resolved, { to: at(20) })).toBe(false);
  expect(matches(row({ id: "x", created_at: at(1) }), { from: at(20) })).toBe(false);
});

test("the most pressing goes first, and waiting makes pressing", () => {
  const now = Date.parse(at(30));
  const calm = row({ id: "calm", priority: 0.2, waiting_since: at(29) });
  const long = row({ id: "long", priority: 0.1, waiting_since: at(10) });
  const high = row({ id: "high", priority: 0.7, waiting_since: at(29) });
  expect([calm, long, high].sort(compare("pressing", now)).map(({ id }) => id)).toEqual(["long", "high", "calm"]);
});
