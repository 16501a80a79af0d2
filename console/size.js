// Prints what the console weighs, gzipped, and fails above its limit.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const dist = new URL("dist/", import.meta.url);
const LIMIT = 150 * 1024;

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name))
  .sort();
let total = 0;
for (const file of files) {
  const bytes = gzipSync(readFileSync(file), { level: 9 }).length;
  total += bytes;
  console.log(`${String(bytes).padStart(7)}  ${file.slice(file.indexOf("dist/"))}`);
}
console.log(`${String(total).padStart(7)}  of ${LIMIT}: all of it, gzipped`);
if (total > LIMIT) process.exitCode = 1;
