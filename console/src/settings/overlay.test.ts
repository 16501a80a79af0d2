import { expect, test } from "vitest";
import { differs, inkOn, valueOf, withValue } from "./overlay.js";

const defaults = { name: "Help", files: true, always_human: ["refunds"] };

test("what is set goes before what the file says", () => {
  expect(valueOf({ settings: {}, defaults }, "name")).toBe("Help");
  expect(valueOf({ settings: { files: false }, defaults }, "files")).toBe(false);
});

test("what is empty, or as the file has it, is not set", () => {
  expect(withValue({ name: "Support" }, defaults, "name", "Help")).toEqual({});
  expect(withValue({ name: "Support" }, defaults, "name", "  ")).toEqual({});
  expect(withValue({}, defaults, "always_human", ["refunds"])).toEqual({});
  expect(withValue({}, defaults, "always_human", [])).toEqual({ always_human: [] });
  expect(withValue({}, defaults, "files", false)).toEqual({ files: false });
});

test("the order in which things were set makes no difference", () => {
  expect(differs({ name: "a", files: false }, { files: false, name: "a" })).toBe(false);
  expect(differs({ name: "a" }, {})).toBe(true);
});

test("words on a colour can be read", () => {
  expect(inkOn("#145c4a")).toBe("#ffffff");
  expect(inkOn("#fc0")).toBe("#111111");
  expect(inkOn("red")).toBe(null);
});
