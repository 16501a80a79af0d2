// @vitest-environment jsdom
import { expect, test } from "vitest";
import { filtersOf, href, parse } from "./router.js";

test("places go there and back", () => {
  for (const text of ["#/inbox/mine/abc?topic=billing", "#/search/abc?q=import+104", "#/live", "#/contacts/a%2Fb", "#/you", "#/canned/new", "#/figures?by=agent", "#/articles/articles%2Fa%2Fb.md?version=3&quote=a+b", "#/guides/send-invoice?compare=1%2C2", "#/uploads/abc", "#/gaps?days=30", "#/intents/refund_customer?q=refund", "#/sites", "#/suites/s-1?q=refund", "#/runs/r-1", "#/budget?run=r-2", "#/replay"])
    expect(href(parse(text))).toBe(text);
});

test("no place is the inbox, a wrong one is said to be", () => {
  expect(parse("")).toMatchObject({ page: "inbox", view: "mine" });
  expect(parse("#/inbox/nonsense").page).toBe("unknown");
  expect(parse("#/%E0%A4%A").page).toBe("unknown");
});

test("only filters are filters", () => {
  expect(filtersOf(parse("#/inbox/resolved?rating=5&q=x"))).toEqual({ rating: "5" });
});
