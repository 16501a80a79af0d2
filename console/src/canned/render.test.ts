import { expect, test } from "vitest";
import { firstName, renderParts, unknownVariables } from "./render.js";

const known = (name: string) => ({ "contact.name": "{{agent.name}}", "agent.name": "Tom", empty: " " })[name];

// The same cases as the server's own (crates/engine/src/people/canned.rs).
test.each([
  ["Hi {{contact.name}}, I am {{ agent.name }}.", "Hi {{agent.name}}, I am Tom.", []],
  ["Hi {{nobody|there}}!", "Hi there!", []],
  ["Hi {{empty|}}!", "Hi !", []],
  ["Hi {{nobody}} {{empty}}", "Hi {{nobody}} {{empty}}", ["{{nobody}}", "{{empty}}"]],
  ["{{ not closed", "{{ not closed", []],
  ["a }} b {{agent.name}} }}", "a }} b Tom }}", []],
  ["", "", []],
])("%s", (text, expected, missing) => {
  const parts = renderParts(text, known);
  expect(parts.map((part) => part.text).join("")).toBe(expected);
  expect(parts.filter(({ kind }) => kind === "missing").map((part) => part.text)).toEqual(missing);
});

test("a first name is the first word, and nobody has none", () => {
  expect(firstName(" Priya Shah")).toBe("Priya");
  expect(firstName(null)).toBeNull();
});

test("variables that nothing fills in are named once", () => {
  expect(unknownVariables("{{contact.nmae}} {{error}} {{ product }} {{contact.nmae|you}}")).toEqual(["contact.nmae"]);
});
