import { expect, test } from "vitest";
import { presets } from "../actions/presets.js";
import { allowed } from "../actions/allowed.js";
import type { Person } from "../api/types.js";
import { memory, fakeEnv } from "../live/fakes.js";
import { sentencesOf } from "../thread/text.js";
import { createDrafts, EMPTY } from "./drafts.js";
import { row } from "./fixtures.js";
import { isQuiet } from "./prefs.js";
import { ago, span } from "./time.js";
import { humane, initials, stepReason } from "./words.js";

test("quiet hours may go over midnight", () => {
  const at = (hour: number, minute = 0) => new Date(2026, 0, 5, hour, minute);
  expect(isQuiet(["22:00", "07:00"], at(23))).toBe(true);
  expect(isQuiet(["22:00", "07:00"], at(6, 59))).toBe(true);
  expect(isQuiet(["22:00", "07:00"], at(7))).toBe(false);
  expect(isQuiet(["12:00", "13:00"], at(12, 30))).toBe(true);
  expect(isQuiet(null, at(3))).toBe(false);
});

test("snooze presets lie ahead and none comes twice", () => {
  const sunday = new Date(2026, 0, 4, 10);
  const names = presets(sunday).map(({ name }) => name);
  expect(names).toEqual(["In an hour", "This afternoon", "Tomorrow morning", "In a week"]);
  for (let hour = 0; hour < 24; hour++)
    for (const { until } of presets(new Date(2026, 0, 6, hour)))
      expect(until.getTime()).toBeGreaterThan(new Date(2026, 0, 6, hour).getTime());
});

test("drafts are kept by conversation and forgotten when empty", () => {
  const local = memory();
  const drafts = createDrafts(fakeEnv(local), "d.");
  drafts.set("a", { ...EMPTY, text: "half a" });
  expect(drafts.get("a").text).toBe("half a");
  expect(drafts.has("b")).toBe(false);
  drafts.set("a", EMPTY);
  expect(local.all.size).toBe(0);
  local.set("d.a", "{broken");
  expect(drafts.get("a")).toEqual(EMPTY);
});

test("sentences are found in order, the rest stays", () => {
  const text = "Ten a month. Drafts do not count. Ask again.";
  const cut = sentencesOf(text, [
    { text: "Ten a month.", citation: 0 },
    { text: "Never said.", citation: 1 },
    { text: "Drafts do not count.", citation: 0 },
  ]);
  expect(cut.map((one) => one.text).join("")).toBe(text);
  expect(cut.filter((one) => one.citation !== null).map((one) => one.text)).toEqual(["Ten a month.", "Drafts do not count."]);
});

test("spans and ages", () => {
  expect([span(7), span(725), span(4800), span(200_000)]).toEqual(["0:07", "12:05", "1 h 20", "2 d"]);
  expect(ago("2026-01-01T10:00:00Z", Date.parse("2026-01-01T12:30:00Z"))).toBe("2 h");
});

test("names of ids and of people", () => {
  expect(humane("import-customers")).toBe("Import customers");
  expect(initials("Ada Okafor")).toBe("AO");
  expect(initials("李 小龙")).toBe("李小");
  expect(initials("  ")).toBe("?");
});

const person = (role: Person["role"]): Person => ({
  id: "ada",
  name: "Ada",
  email: "",
  role,
  status: "active",
  skills: [],
  inboxes: [],
  capacity: 4,
  totp: false,
  created_at: "",
  seen_at: null,
});

test("buttons are there for whom the server lets", () => {
  const theirs = row({ id: "x", stage: "active", assignee: { id: "ben", name: "Ben" } });
  const mine = row({ id: "x", stage: "active", assignee: { id: "ada", name: "Ada" } });
  const offered = row({ id: "x", stage: "assigned", assignee: { id: "ada", name: "Ada" } });
  expect(allowed(theirs, person("agent"))).toMatchObject({ take: null, assign: false, resolve: false });
  expect(allowed(theirs, person("supervisor"))).toMatchObject({ take: "over", assign: true, resolve: true });
  expect(allowed(mine, person("agent"))).toMatchObject({ take: null, assign: true, snooze: true, handBack: true, resolve: true });
  expect(allowed(offered, person("agent"))).toMatchObject({ take: "take", decline: true });
  expect(allowed(mine, person("analyst"))).toMatchObject({ take: null, resolve: false });
});

test("a step's reason is words", () => {
  expect(stepReason("already_held")).toBe("it was so already");
  expect(stepReason("not_found")).toBe("not found");
  expect(stepReason("It does not look like this")).toBe("It does not look like this");
});
