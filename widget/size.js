// Prints what the widget weighs, gzipped, and fails above its limits.

import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const dist = new URL("dist/", import.meta.url);
const parts = JSON.parse(readFileSync(new URL("parts.json", dist)));
const LANGUAGES = ["en", "de", "fr", "es", "pt", "ja"];
const LIMITS = { before: 8 * 1024, lazy: 30 * 1024 };

const sizes = new Map();
function size(file) {
  if (!sizes.has(file)) sizes.set(file, gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length);
  return sizes.get(file);
}
const sum = (files) => [...new Set(files)].reduce((total, file) => total + size(file), 0);

const before = ["widget.js"];
const largest = LANGUAGES.toSorted((a, b) => sum(parts[b]) - sum(parts[a]))[0];
const lazy = [...parts.core, ...parts.hints, ...parts.bubble, ...parts[largest]];

for (const file of new Set(["widget.js", ...Object.values(parts).flat()])) console.log(`${String(size(file)).padStart(7)}  ${file}`);
const rows = [
  ["the script alone", sum(["widget.js"]), LIMITS.before],
  ["all that loads before the panel opens", sum(before), LIMITS.before],
  ["the same where the inbox has hints", sum([...before, ...parts.hints]), LIMITS.before],
  [`client, panel, guides, screenshots, hints, page context and one language (${largest}, the largest)`, sum(lazy), LIMITS.lazy],
  ["everything together", sum([...before, ...lazy]), LIMITS.before + LIMITS.lazy],
];
const hinted = sum([...before, ...parts.hints, ...parts.bubble]);
console.log(`${String(hinted).padStart(7)}  before the panel opens where a hint is shown`);
for (const [name, bytes, limit] of rows) {
  console.log(`${String(bytes).padStart(7)}  of ${limit}: ${name}`);
  if (bytes > limit) process.exitCode = 1;
}
