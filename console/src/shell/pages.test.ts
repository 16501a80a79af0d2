import { expect, test } from "vitest";
import type { Role } from "../api/types.js";
import { PAGES, pagesOf } from "./pages.js";

test.each<[Role, string[]]>([
  ["admin", ["search", "live", "canned", "figures", "queues", "team", "settings", "audit", "knows", "you"]],
  ["supervisor", ["search", "live", "canned", "figures", "queues", "team", "knows", "you"]],
  ["agent", ["search", "canned", "team", "knows", "you"]],
  ["content_editor", ["canned", "team", "knows", "you"]],
  ["analyst", ["search", "figures", "team", "knows", "you"]],
])("%s has the pages whose calls the contract allows", (role, pages) => {
  expect(pagesOf(role).map(({ page }) => page)).toEqual(pages);
});

test("no two pages have the same key", () => {
  expect(new Set(PAGES.map(({ keys }) => keys)).size).toBe(PAGES.length);
});
