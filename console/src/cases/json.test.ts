import { expect, test } from "vitest";
import { pretty, readCase, templateOf } from "./json.js";

test("a line is indented to be read, and a broken one stays as it is", () => {
  expect(pretty('{"id":"a","n":[1]}')).toBe('{\n  "id": "a",\n  "n": [\n    1\n  ]\n}');
  expect(pretty('{"id":')).toBe('{"id":');
});

test("only a JSON object is a case", () => {
  expect(readCase('{"id": "a"}')).toEqual({ made: { id: "a" } });
  for (const text of ["", "  ", "[1]", "null", '"a"', "{", "{'id': 1}"]) expect(readCase(text)).toHaveProperty("wrong");
});

test("what is begun with is JSON, for kinds that are not known as well", () => {
  for (const kind of ["resolve", "retrieve", "pii"]) expect(readCase(templateOf(kind))).toHaveProperty("made");
});
