import { expect, test } from "vitest";
import type { ArticleRow } from "../api/types.js";
import { listed } from "../store/words.js";
import {
  audienceWords,
  BLANK,
  cleaned,
  marksOf,
  originWords,
  pathProblem,
  sameText,
  slug,
  suggestPath,
} from "./words.js";

const row = (change: Partial<ArticleRow>): ArticleRow => ({
  id: "articles/a.md",
  title: "A",
  source: "console",
  state: "published",
  version: 3,
  draft: null,
  publish_at: null,
  product_area: null,
  audience: { plans: [], roles: [], locales: [], inboxes: [] },
  chunks: 2,
  updated_at: "2026-01-01T10:00:00Z",
  by: null,
  ...change,
});
const marks = (change: Partial<ArticleRow>) =>
  marksOf(row(change), Date.parse("2026-01-01T09:00:00Z")).map(({ words }) => words.replace(/\d.*/, "…"));

test("states are told apart", () => {
  expect(marks({})).toEqual(["Published"]);
  expect(marks({ draft: 4 })).toEqual(["Published", "Draft waiting"]);
  expect(marks({ draft: 4, publish_at: "2026-01-01T12:00:00Z" })).toEqual(["Published", "Scheduled …"]);
  expect(marks({ state: "draft", version: null, draft: 1 })).toEqual(["Draft"]);
  expect(marks({ state: "archived", version: null })).toEqual(["Archived"]);
});

test("whom it is for", () => {
  expect(audienceWords()).toBe("Everybody");
  expect(audienceWords({ plans: ["plus", "business"], roles: ["owner"], locales: [], inboxes: ["main"] }, () => "Help")).toBe(
    "plus and business plans, owner, in Help",
  );
  expect(listed(["a", "b", "c"])).toBe("a, b and c");
});

test("where a version came from", () => {
  expect(originWords({ origin: "rollback", of: 2 })).toBe("rolled back to version 2");
  expect(originWords({ origin: "folder", of: null })).toBe("from a folder");
});

test("a path is suggested from the title, and a wrong one is said to be", () => {
  expect(slug("  Why won’t it Send?  ")).toBe("why-wont-it-send");
  expect(slug("Éléments à payer")).toBe("elements-a-payer");
  expect(suggestPath("Send an invoice", "Invoices")).toBe("articles/invoices/send-an-invoice.md");
  expect(suggestPath("Plans", null)).toBe("articles/plans.md");
  expect(suggestPath("!", null)).toBe("");
  expect(pathProblem("articles/a.md")).toBeNull();
  for (const path of ["", "a", "a b.md", "/a.md", "a//b.md", "../a.md", "a/./b.md"]) expect(pathProblem(path)).not.toBeNull();
});

test("empty texts are none, and spaces make no difference", () => {
  expect(cleaned({ ...BLANK, title: "  ", url: " https://a.example ", questions: ["a ", " "] })).toMatchObject({
    title: null,
    url: "https://a.example",
    questions: ["a"],
  });
  expect(sameText({ meta: { ...BLANK, title: "" }, body: "x" }, { meta: BLANK, body: "x" })).toBe(true);
  expect(sameText({ meta: { ...BLANK, plans: ["plus"] }, body: "x" }, { meta: BLANK, body: "x" })).toBe(false);
});
