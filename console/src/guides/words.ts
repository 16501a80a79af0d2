// Guides in words: how one stands, what a step does and what must hold around it, and where a text is wrong.

import type { Condition, GuideRow, Target, WrittenStep } from "../api/types.js";
import { slug } from "../articles/words.js";
import { capital, listed } from "../store/words.js";
import type { Mark } from "../versions/head.js";
import type { Subject } from "../versions/subject.js";

/** What stands beside a guide's title. */
export function marksOf({ state, version, draft }: GuideRow): Mark[] {
  const marks: Mark[] = [];
  const published = version === null ? "It is what contacts are offered" : `Version ${version} is what contacts are offered`;
  if (state === "published") marks.push({ words: "Published", tone: "green", hint: published });
  if (state === "archived") marks.push({ words: "Archived", tone: "grey", hint: "Nobody is offered it any more; its versions stay" });
  if (state === "draft") marks.push({ words: "Draft", tone: "brass", hint: "It was never published" });
  else if (draft !== null) marks.push({ words: "Draft waiting", tone: "brass", hint: `Version ${draft} is written and not published` });
  return marks;
}

export const subjectOf = ({ id, title, state, version, draft }: GuideRow): Subject => ({
  page: "guides",
  noun: "guide",
  ...{ id, title, state, version, draft },
});

export const stepsWords = (steps: number) => (steps === 1 ? "1 step" : `${steps} steps`);

/** Roles of ARIA whose names nobody outside of programming says. */
const ROLE: Record<string, string> = {
  textbox: "field",
  searchbox: "search field",
  spinbutton: "field for a number",
  combobox: "list",
  listbox: "list",
  radio: "choice",
  menuitem: "menu item",
  menuitemcheckbox: "menu item",
  menuitemradio: "menu item",
  option: "entry",
  listitem: "entry",
  img: "picture",
  alert: "message",
  status: "message",
  alertdialog: "dialog",
  gridcell: "cell",
  columnheader: "head of the column",
  treeitem: "entry",
};

const quoted = (text: string) => `“${text}”`;

/** `the button “Invite teammate”`, as a clause. */
export function targetWords({ role, name, text, heading, test_id, css }: Target): string {
  const what = role ? (ROLE[role] ?? role) : "element";
  const by = [
    name && quoted(name),
    text && `that says ${quoted(text)}`,
    heading && `under ${quoted(heading)}`,
    !name && !text && test_id && `with the test id \`${test_id}\``,
    !name && !text && !test_id && css && `that \`${css}\` finds`,
  ].filter(Boolean);
  return ["the", what, ...by].join(" ");
}

/** These are picked themselves; of what else can be selected, something is chosen. */
const PICKED = ["radio", "checkbox", "switch", "option", "tab"];

const DOES: Record<WrittenStep["action"], (target: string | null, role: string) => string> = {
  click: (target) => `Click ${target ?? "something"}`,
  input: (target) => `Fill in ${target ?? "something"}`,
  select: (target, role) => `${PICKED.includes(role) ? "Pick" : "Choose from"} ${target ?? "something"}`,
  navigate: (target) => (target ? `Go to another page by ${target}` : "Go to another page"),
  observe: (target) => `Look at ${target ?? "the page"}`,
};

/** What is done, and on what; an action that this console does not know keeps its name. */
export function stepWords({ action, target }: WrittenStep): string {
  const on = target && Object.values(target).some(Boolean) ? targetWords(target) : null;
  return DOES[action]?.(on, target?.role ?? "") ?? [action, on].filter(Boolean).join(" ");
}

function conditionWords({ route, element, text, event }: Condition): string {
  if (route !== undefined) return `the page is ${route.includes("*") ? "one of " : ""}\`${route}\``;
  if (element) return `${targetWords(element)} is there`;
  if (text !== undefined) return `the page says ${quoted(text)}`;
  if (event !== undefined) return `the product announces \`${event}\``;
  return "something that this console does not know";
}

/** All of them as one clause; null where there are none. */
export const conditionsWords = (conditions: readonly Condition[] = []): string | null =>
  conditions.length > 0 ? listed(conditions.map(conditionWords)) : null;

/** The server's words without the name of a file, which says nothing here, and with a field that is empty called so. */
export function problemWords(problem: string): string {
  const words = problem
    .replace(/^guides\/[^\s:]+\.ya?ml: /, "")
    .replace(/; see docs\/content\.md[^;]*$/, "")
    .replace(/^([\w.[\]]+): invalid type: (?:unit value|null), expected (?:a string|a sequence)/, "`$1` is empty; write something there,");
  return /^[a-z]+ /.test(words) ? capital(words) : words;
}

/** The title that stands in a text that cannot be read as a whole. */
export function titleIn(text: string): string | null {
  const [, rest = ""] = /^title:[ \t]*(.*)$/m.exec(text) ?? [];
  const [, quoted, bare] = /^(?:["'](.*)["']|(.*?))(?:\s+#.*)?$/.exec(rest.trim()) ?? [];
  return quoted || bare || null;
}

/** The line, from 1, that a problem is about: the one that it names, or where the step begins that it names. */
export function lineOf(problem: string, text: string): number | null {
  const lines = text.split("\n");
  const named = Number(/\bat line (\d+)/.exec(problem)?.[1]);
  if (named > 0) return Math.min(named, lines.length);
  const step = /\bsteps? (?:have the id )?`([^`]+)`/.exec(problem)?.[1];
  if (step === undefined) return null;
  const ids = lines.flatMap((line, at) => (/^\s*(?:- )?id:\s*["']?([^"'#]*?)["']?\s*(?:#.*)?$/.exec(line)?.[1] === step ? [at + 1] : []));
  return ids.at(-1) ?? null;
}

/** `Send an Invoice!` → `send-an-invoice`, in the letters that an id may have. */
export const guideId = (title: string) =>
  slug(title)
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/** What is wrong with an id, in words; null where nothing is. */
export function idProblem(id: string): string | null {
  if (!id) return "Every guide has an id: it is its name, and part of no other.";
  if (!/^[a-z0-9-]+$/.test(id)) return "Small letters, digits and hyphens only, as in invite-teammate.";
  if (id.length > 100) return "At most 100 letters.";
  return id === "new" ? "This word leads to the form for a new guide. Choose another." : null;
}
