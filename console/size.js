// Prints what the console weighs, gzipped, and fails above its limits: of what everybody loads at first, and of each part that
// is loaded when one of its pages is first opened.

import { readdirSync, readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const dist = new URL("dist/", import.meta.url);
/** Just above what it was when the limit was set. */
const FIRST = 105 * 1024;
const PART = 42 * 1024;

const names = readdirSync(new URL("assets/", dist)).sort();
const text = (file) => readFileSync(new URL(file, dist), "utf8");
const weights = new Map(["index.html", ...names.map((name) => `assets/${name}`)].map((file) => [file, gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length]));

/** A script comes with all that it imports by itself; what it only imports on demand is a part of its own. */
function withImports(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  if (file.endsWith(".js"))
    for (const [, name] of text(file).matchAll(/(?:from|import)\s*["']\.\/([^"']+)["']/g)) withImports(`assets/${name}`, seen);
  return seen;
}

const page = text("index.html");
const first = new Set(["index.html", ...names.map((name) => `assets/${name}`).filter((file) => page.includes(file)).flatMap((file) => [...withImports(file)])]);
const onDemand = names.flatMap((name) => [.../import\(["'`]\.\/([^"'`]+)["'`]\)/g[Symbol.matchAll](text(`assets/${name}`))].map(([, part]) => part));
const parts = [...new Set(onDemand)].sort().map((script) => {
  const [name] = script.split("-");
  const styles = names.filter((one) => one.endsWith(".css") && one.startsWith(`${name}-`)).map((one) => `assets/${one}`);
  return { name, files: [...withImports(`assets/${script}`), ...styles].filter((file) => !first.has(file)) };
});

const sum = (files) => [...files].reduce((all, file) => all + weights.get(file), 0);
const line = (bytes, words) => console.log(`${String(bytes).padStart(7)}  ${words}`);
for (const [file, bytes] of weights) line(bytes, `dist/${file}`);

const limits = [
  { words: "what everybody loads at first", files: first, limit: FIRST },
  ...parts.map(({ name, files }) => ({ words: `${name}, when one of its pages is first opened`, files, limit: PART })),
];
for (const { words, files, limit } of limits) {
  const bytes = sum(files);
  line(bytes, `of ${limit}: ${words}`);
  if (bytes > limit) process.exitCode = 1;
}
line(sum(weights.keys()), "all of it, gzipped");

// A file that no limit counts would weigh nothing.
const counted = new Set(limits.flatMap(({ files }) => [...files]));
for (const file of weights.keys()) if (!counted.has(file)) (process.exitCode = 1), console.error(`dist/${file} belongs to no part`);
