// The sources as text, for the steps of the build that look at them.

import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const here = fileURLToPath(new URL("..", import.meta.url));

/** Every module without tests, by its path within `src`, in the order of their names. */
export const sources = new Map(
  readdirSync(`${here}src`, { recursive: true })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => /(?<!\.test)\.ts$/.test(name))
    .sort()
    .map((name) => [name, readFileSync(`${here}src/${name}`, "utf8")]),
);

export const withoutComments = (code) => code.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
