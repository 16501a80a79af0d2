// Every control that an article names in bold is somewhere in the product, but for those listed here.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const ARTICLES = join(HERE, "../../../knowledge/tallybook/articles");

/** Of the sign-up and sign-in pages, of other people's programs, or words and not controls. */
const ELSEWHERE = new Set([
  "Confirm email",
  "Open my account",
  "Send a new link",
  "Forgot password",
  "Set a new password",
  "Use a recovery code",
  "Keep me signed in",
  "Don't ask for 30 days",
  "Save as",
  "A card payment is being processed",
  "The invoice is still a draft",
  "The tax period is locked",
  "Exchange gain or loss",
  "Note",
]);
/** States and controls that the demo leaves out. */
const LEFT_OUT = new Set([
  "Select all",
  "PDFs",
  "Statements",
  "Go on",
  "Allow again",
  "Collecting",
  "Stop collection",
  "Held",
  "Bounced",
]);
/** Put together from parts, such as `Connect ${name}`. */
const COMPOSED = new Set(["Connect GoCardless", "Stripe connected"]);

test("the product has the controls that the articles name", async () => {
  const sources = [...(await sourcesIn(join(HERE, "../src")))].join("\n");
  const files = (await readdir(ARTICLES, { recursive: true })).filter((name) => name.endsWith(".md"));
  const missing = [];
  for (const file of files) {
    const text = (await readFile(join(ARTICLES, file), "utf8")).replace(/```[\s\S]*?```/g, "");
    for (const [, bold] of text.matchAll(/\*\*([^*]+)\*\*/g)) {
      const name = bold.replace(/\s+/g, " ").replace(/[.:]$/, "");
      const known = ELSEWHERE.has(name) || LEFT_OUT.has(name) || COMPOSED.has(name) || sources.includes(name);
      if (!known) missing.push(`${file}: ${name}`);
    }
  }
  assert.deepEqual(missing, []);
});

async function sourcesIn(folder) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".ts"));
  return Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
}
