// Every language is a list without names, and `strings.files.attach` is an index into it: names would be a fifth of what a
// language weighs.

import { transform } from "esbuild";
import { sources } from "./sources.js";

const leaves = (tree, path = "") =>
  Object.entries(tree).flatMap(([name, value]) => (typeof value === "string" ? [[path + name, value]] : leaves(value, `${path}${name}.`)));

async function textsOf(file) {
  const { code } = await transform(sources.get(file), { loader: "ts", format: "esm" });
  const { strings } = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
  return new Map(leaves(strings));
}

const paths = [...(await textsOf("i18n/en.ts")).keys()];

/** The module of a language. */
export async function languageModule(file) {
  const texts = await textsOf(file);
  if (paths.join() !== [...texts.keys()].join()) throw new Error(`${file} has other names than i18n/en.ts, or in another order`);
  return `export const strings = ${JSON.stringify([...texts.values()])};`;
}

/** A module's text with indexes in place of names. */
export function withIndexes(file, text) {
  if (/\bstrings(\?\.|\[|\.\w+\[)/.test(text)) throw new Error(`${file}: texts are read as strings.name, and in no other way`);
  return text.replace(/(?<![\w/"])strings((?:\.[a-z]\w*)+)(?!["\w])/g, (_, path) => {
    const at = paths.indexOf(path.slice(1));
    if (at < 0) throw new Error(`${file}: strings${path} is no text`);
    return `strings[${at}]`;
  });
}
