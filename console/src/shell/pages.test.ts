import { expect, test } from "vitest";
import type { Role } from "../api/types.js";
import { PAGES, pagesOf } from "./pages.js";

test.each<[Role, string[]]>([
  ["admin", ["search", "live", "canned", "articles", "guides", "uploads", "sites", "gaps", "intents", "figures", "playground", "suites", "budget", "replay", "queues", "team", "settings", "audit", "left", "knows", "you"]],
  ["supervisor", ["search", "live", "canned", "articles", "guides", "uploads", "sites", "gaps", "intents", "figures", "playground", "suites", "budget", "replay", "queues", "team", "knows", "you"]],
  ["agent", ["search", "canned", "articles", "guides", "uploads", "sites", "intents", "team", "knows", "you"]],
  ["content_editor", ["canned", "articles", "guides", "uploads", "sites", "gaps", "intents", "playground", "suites", "budget", "team", "knows", "you"]],
  ["analyst", ["search", "articles", "guides", "uploads", "sites", "gaps", "intents", "figures", "playground", "suites", "budget", "replay", "team", "knows", "you"]],
])("%s has the pages whose calls the contract allows", (role, pages) => {
  expect(pagesOf(role).map(({ page }) => page)).toEqual(pages);
});

test("no two pages have the same key", () => {
  expect(new Set(PAGES.map(({ keys }) => keys)).size).toBe(PAGES.length);
});
