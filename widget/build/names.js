// Which names of properties are ours alone, and the short ones that stand for them. A name is ours if an interface or a
// type of the sources declares it, and nobody else knows it: not the server, not the host, not the browser, not what is kept
// on the device, and no text that could be used as a key.

import { readdirSync, readFileSync } from "node:fs";
import { here, sources, withoutComments } from "./sources.js";

/** What these declare is known outside of the widget, or to another build of it. */
const KNOWN_OUTSIDE = ["api/types.ts", "guide/types.ts", "page/types.ts", "public.ts", "kept.ts"];

const isText = (name) => /^i18n\/|(^|\/)style\.ts$/.test(name);
const code = [...sources].filter(([name]) => !isText(name)).map(([name, text]) => [name, withoutComments(text)]);
const all = code.map(([, text]) => text).join("\n");
const found = (text, pattern) => [...text.matchAll(pattern)].map(([, name]) => name);
const words = (text) => text.match(/[A-Za-z_$][\w$]*/g) ?? [];

/** Members of interfaces and of types. */
function declared() {
  const names = new Set();
  for (const [file, text] of code) {
    if (KNOWN_OUTSIDE.includes(file)) continue;
    for (const [block] of text.matchAll(/^(?:export )?(?:interface [^]*?^}|type [^]*?;$)/gm)) {
      // Not its parameters: they are variables.
      for (const name of found(block.replace(/\([^()]*\)/g, "()"), /(?:^|[{;])\s*(?:readonly )?(\w+)\??\s*(?:<[^>]*>)?[:(]/gm)) names.add(name);
    }
  }
  return names;
}

/** Members of everything that TypeScript knows of browsers and of the language; HTML's attributes differ in case only. */
function ofTheBrowser() {
  const scope = `${here}node_modules/@typescript`;
  const folders = readdirSync(scope).map((name) => `${scope}/${name}/lib`);
  const names = new Set();
  for (const folder of folders)
    for (const file of readdirSync(folder).filter((name) => /^lib\..*\.d\.ts$/.test(name)))
      for (const name of found(readFileSync(`${folder}/${file}`, "utf8"), /^(?:declare (?:var|function)|\s+(?:(?:readonly|get|set|static) )*)\s*"?(\w+)"?\??[(:<]/gm)) names.add(name.toLowerCase());
  if (names.size < 3000) throw new Error("TypeScript's declarations of the browser were not found");
  return names;
}

/** Texts that are one word may be keys, and so may the places of a sentence that are filled in. */
const quoted = new Set([
  ...found(all, /["'`]([A-Za-z_]\w*)["'`]/g),
  ...found(all, /dataset\.(\w+)/g),
  ...found([...sources.values()].join("\n"), /(?<!\$)\{(\w+)\}/g),
]);
const outside = new Set(KNOWN_OUTSIDE.flatMap((file) => words(withoutComments(sources.get(file)))));
const exported = new Set(found([...sources.values()].join("\n"), /^export (?:async )?(?:const|function\*?|class) (\w+)/gm));
const browser = ofTheBrowser();

const isOurs = (name) =>
  name.length > 2 && !browser.has(name.toLowerCase()) && !outside.has(name) && !quoted.has(name) && !exported.has(name);

const ours = [...declared()].filter(isOurs);

/** Each of our names with a short one, the shortest for those that are written most. */
export const SHORT = (() => {
  const count = new Map();
  for (const word of words(all)) count.set(word, (count.get(word) ?? 0) + 1);
  const letters = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const short = [...letters, ...letters.flatMap((a) => letters.map((b) => a + b))].filter((name) => !quoted.has(name) && !browser.has(name.toLowerCase()) && !new RegExp(`[.{,]\\s*${name}\\b`).test(all));
  const order = ours.toSorted((a, b) => count.get(b) - count.get(a) || (a < b ? -1 : 1));
  return Object.fromEntries(order.map((name, at) => [name, short[at]]));
})();

/** Names cannot be shortened where a key is put together from pieces: nothing would say that it is one of them. */
for (const [file, text] of code) {
  const piece = /\w\[`[^`]*`\]/.exec(text);
  if (piece) throw new Error(`${file}: a key made of pieces, ${piece[0]}, could be one that the build shortens`);
}

/** Fails where one of our names stands in `code` as a text: as a key it would mean the name that is no more. */
export function assertShort(file, code) {
  const left = ours.filter((name) => new RegExp(`["'\`]${name}["'\`]`).test(code));
  if (left.length) throw new Error(`${file}: shortened names that are written out, too: ${left.join(", ")}`);
}
