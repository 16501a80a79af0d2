import { expect, test } from "vitest";
import { nextAfter } from "./next.js";

test("on with the one below, else the one above", () => {
  expect(nextAfter("b", ["a", "b", "c"], ["a", "c"])).toBe("c");
  expect(nextAfter("c", ["a", "b", "c"], ["a", "b"])).toBe("b");
});

test("what has gone meanwhile is passed over", () => {
  expect(nextAfter("b", ["a", "b", "c", "d"], ["a", "d"])).toBe("d");
  expect(nextAfter("b", ["a", "b", "c"], ["z"])).toBe("z");
});

test("a list that was not there yet gives its first; the conversation itself is never the next", () => {
  expect(nextAfter("b", [], ["b", "c"])).toBe("c");
  expect(nextAfter("b", ["b"], ["b"])).toBe(null);
  expect(nextAfter("b", [], [])).toBe(null);
});
