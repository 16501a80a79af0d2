import { expect, test } from "vitest";
import { LANGUAGES, launcherWords, pickLanguage } from "../loader/words.js";
import { strings as en } from "./en.js";

type Tree = { [key: string]: string | Tree };
const flat = (tree: Tree, path = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
const english = flat(en);

/** Words that are the same in both, and meant to be. */
const SAME = new Set(["de sureHigh", "fr sources", "fr source", "fr log", "fr seesPage", "de person", "pt title"]);

test.each(LANGUAGES.filter((language) => language !== "en"))("%s says everything", async (language) => {
  const { strings } = (await import(/* @vite-ignore */ `./${language}.ts`)) as { strings: Tree };
  const texts = new Map(flat(strings));
  expect([...texts.keys()]).toEqual(english.map(([key]) => key));
  for (const [key, text] of english) {
    expect(places(texts.get(key)!), key).toEqual(places(text));
    expect(texts.get(key)!.trim(), key).not.toBe("");
    if (text.length > 3 && !SAME.has(`${language} ${key}`)) expect(texts.get(key), key).not.toBe(text);
  }
  expect(launcherWords(language).unread).toContain("{n}");
});

test("the first language that there is, else English", () => {
  expect(pickLanguage(undefined, "pt-BR", "de")).toBe("pt");
  expect(pickLanguage("xx", "", "JA_jp")).toBe("ja");
  expect(pickLanguage("nl", null)).toBe("en");
});
