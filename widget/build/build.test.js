import { expect, test } from "vitest";
import { assertShort, SHORT } from "./names.js";
import { sources, withoutComments } from "./sources.js";
import { languageModule, withIndexes } from "./texts.js";

const words = (file) => withoutComments(sources.get(file)).match(/\w+/g);

test("no name is shortened that the server, the host, the browser or another build knows", () => {
  const outside = ["api/types.ts", "guide/types.ts", "page/types.ts", "public.ts", "kept.ts"].flatMap(words);
  const browser = ["addEventListener", "textContent", "getBoundingClientRect", "toISOString", "XMLHttpRequest", "tabindex"];
  expect(Object.keys(SHORT).filter((name) => [...outside, ...browser].includes(name))).toEqual([]);
  expect(Object.keys(SHORT)).toEqual(expect.arrayContaining(["env", "dispatch", "onFrame"]));
});

test("short names are all different, and none is a name that the sources use", () => {
  const short = Object.values(SHORT);
  expect(new Set(short).size).toBe(short.length);
  expect(short).not.toContain("x");
});

test("a shortened name that is left as a text stops the build", () => {
  expect(() => assertShort("a.js", `a["dispatch"]()`)).toThrow("dispatch");
  expect(() => assertShort("a.js", `a.b("div.dispatch")`)).not.toThrow();
});

test("texts become indexes; what is no text, or is read in another way, stops the build", () => {
  expect(withIndexes("a.ts", "el(strings.title, panel.strings.close)")).toBe("el(strings[0], panel.strings[1])");
  expect(withIndexes("a.ts", `import { fill } from "../i18n/strings.js"; const { strings } = panel;`)).toContain("i18n/strings.js");
  expect(() => withIndexes("a.ts", "strings.nothing")).toThrow("strings.nothing is no text");
  expect(() => withIndexes("a.ts", "const words = strings.files;")).toThrow("strings.files is no text");
  expect(() => withIndexes("a.ts", "strings[what]")).toThrow("in no other way");
});

test("a language is a list in English's order", async () => {
  expect(await languageModule("i18n/de.ts")).toMatch(/^export const strings = \["Hilfe","Schließen",/);
});
