// The guides of Tallybook as the server sends them.

import { readFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");

export async function guides() {
  const folder = join(root, "knowledge/tallybook/guides");
  const files = (await readdir(folder)).filter((f) => f.endsWith(".yaml")).sort();
  return Promise.all(files.map(async (file) => guideOf(await readFile(join(folder, file), "utf8"))));
}

/** A guide out of its YAML: no more of the language than the guides use. */
function guideOf(yaml) {
  const guide = { summary: "", steps: [] };
  let step, list;
  for (const line of yaml.split("\n")) {
    const [, indent, dash, key, value] = /^(\s*)(- )?(\w+): ?(.*)$/.exec(line) ?? [];
    if (key === undefined) continue;
    const depth = indent.length + (dash ? 2 : 0);
    if (depth === 0) guide[key] ??= plain(value);
    else if (depth === 4 && dash) guide.steps.push((step = { id: value, preconditions: [], postconditions: [] }));
    else if (depth === 4 && value === "") list = step[key] = [];
    else if (depth === 4) step[key] = plain(value);
    else if (depth === 8) list.push({ [key]: plain(value) });
  }
  guide.steps = [...guide.steps];
  return guide;
}

function plain(value) {
  const flow = /^\{(.*)\}$/.exec(value)?.[1];
  return flow === undefined ? value : Object.fromEntries(flow.split(", ").map((pair) => pair.split(": ")));
}
