// What the text of a guide says, or why it cannot be published: the server's checks in the server's words.

import { parseYaml, YamlError } from "./yaml.js";

const TARGET = { role: "text?", name: "text?", test_id: "text?", text: "text?", heading: "text?", css: "text?" };
const CONDITION = { route: "text", element: TARGET, text: "text", event: "text" };
const AUDIENCE = { plans: ["text"], roles: ["text"], locales: ["text"], inboxes: ["text"] };
const ACTIONS = ["click", "input", "select", "navigate", "observe"];
const STEP = { id: "text", instruction: "text", action: ACTIONS, target: TARGET, preconditions: [CONDITION], postconditions: [CONDITION] };
const GUIDE = { id: "text", title: "text", summary: "text", product_area: "text?", questions: ["text"], article: "text?", audience: AUDIENCE, steps: [STEP] };
const NEEDED = new Map([
  [GUIDE, ["id", "title", "summary", "questions", "steps"]],
  [STEP, ["id", "instruction", "action"]],
]);

/** `{guide, problem}`, one of them null. */
export function readGuide(id, text) {
  const file = `guides/${id}.yaml`;
  let guide;
  try {
    guide = shaped(parseYaml(text), GUIDE, "");
  } catch (error) {
    if (!(error instanceof YamlError)) throw error;
    return { guide: null, problem: `${file}: ${error.message}; see docs/content.md for the fields of a guide` };
  }
  const wrong = problemOf(id, guide);
  return wrong ? { guide: null, problem: `${file}: ${wrong}` } : { guide, problem: null };
}

/** The title as far as the text can be understood. */
export const titleOf = (id, text) => readGuide(id, text).guide?.title ?? id;

const named = (names) => names.map((name) => `\`${name}\``).join(", ");
const KIND = { map: "map", list: "sequence" };
const given = ({ kind, value }) => (kind !== "scalar" ? KIND[kind] : value === null ? "unit value" : `string "${value}"`);

function shaped(node, shape, path) {
  const fail = (words, at = node) => {
    throw new YamlError(`${path && `${path}: `}${words}`, at);
  };
  if (typeof shape === "string") {
    if (node.kind === "scalar" && (node.value !== null || shape === "text?")) return node.value;
    return fail(`invalid type: ${given(node)}, expected a string`);
  }
  if (shape === ACTIONS) return ACTIONS.includes(node.value) ? node.value : fail(`unknown variant \`${node.value}\`, expected one of ${named(ACTIONS)}`);
  if (Array.isArray(shape)) {
    if (node.kind !== "list") fail(`invalid type: ${given(node)}, expected a sequence`);
    return node.items.map((item, index) => shaped(item, shape[0], `${path}[${index}]`));
  }
  if (node.kind !== "map") return node.value === null && shape === TARGET ? null : fail(`invalid type: ${given(node)}, expected ${shape === CONDITION ? "a Condition" : "a map"}`);
  const made = {};
  for (const { key, value, ...at } of node.entries) {
    if (!(key in shape)) fail(`unknown ${shape === CONDITION ? "variant" : "field"} \`${key}\`, expected one of ${named(Object.keys(shape))}`, at);
    if (key in made) fail(`duplicate field \`${key}\``, at);
    made[key] = shaped(value, shape[key], path ? `${path}.${key}` : key);
  }
  const missing = NEEDED.get(shape)?.find((name) => !(name in made));
  if (missing) fail(`missing field \`${missing}\``);
  if (shape === CONDITION && node.entries.length !== 1) fail("invalid value: map, expected a map with a single key");
  if (shape === GUIDE) return { product_area: null, article: null, audience: {}, ...made };
  if (shape === STEP) return { target: null, preconditions: [], postconditions: [], ...made };
  return made;
}

function problemOf(id, { id: own, steps, questions }) {
  if (own !== id) return `its id is \`${own}\` but the file is named \`${id}\`; make them the same`;
  if (steps.length === 0) return "it has no steps; add at least one";
  if (questions.length === 0) return "it has no questions; add a few as contacts would ask them, they are how it is found";
  const seen = new Set();
  for (const step of steps) {
    if (seen.has(step.id)) return `two steps have the id \`${step.id}\`; give each its own`;
    seen.add(step.id);
    const pointed = Object.values(step.target ?? {}).some(Boolean);
    if (["click", "input", "select"].includes(step.action) && !pointed) return `step \`${step.id}\` has no target; say at least its role and name`;
  }
  return null;
}
