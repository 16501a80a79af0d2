import { expect, test } from "vitest";
import { EXAMPLE, readPage } from "./page-context.js";

test("fields and box make one page, and the fields count", () => {
  expect(readPage("", "", "")).toEqual({ page: null });
  expect(readPage(" /a ", "", "")).toEqual({ page: { route: "/a" } });
  expect(readPage("/a", "A", '{"route": "/b", "locale": "de"}')).toEqual({ page: { route: "/a", title: "A", locale: "de" } });
  expect(readPage("", "", JSON.stringify(EXAMPLE))).toEqual({ page: EXAMPLE });
});

test.each([
  ["{", /not JSON yet/],
  ["[]", /one object in braces/],
  ['{"rout": "/a"}', /“rout” is not part of a page context/],
  ['{"route": 4}', /“route” is a text/],
  ['{"viewport": [1]}', /width and height/],
  ['{"errors": {}}', /a list of objects/],
  ['{"errors": [{"code": "X"}]}', /Number 1 of “errors” has no “text”/],
  ['{"events": [{"kind": "click", "text": "a"}, {"kind": "tap", "text": "b"}]}', /Number 2 of “events”.*navigation, click, host/],
])("%s is refused in words", (json, words) => {
  expect(readPage("", "", json)).toEqual({ wrong: expect.stringMatching(words) as string });
});
