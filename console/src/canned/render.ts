// Variables of canned replies filled in as the server fills them (docs/people.md, "Canned replies"), for the preview of what
// is not saved yet; what is sent is always rendered by the server.

export interface Part {
  text: string;
  /** `known`: filled in; `word`: the word for where it is not known; `missing`: left standing. */
  kind: "text" | "known" | "word" | "missing";
}

export type Known = (name: string) => string | null | undefined;

export function renderParts(text: string, known: Known): Part[] {
  const parts: Part[] = [];
  const put = (part: Part) => part.text && parts.push(part);
  let rest = text;
  for (;;) {
    const at = rest.indexOf("{{");
    if (at < 0) break;
    const end = rest.indexOf("}}", at + 2);
    if (end < 0) break;
    put({ text: rest.slice(0, at), kind: "text" });
    const variable = rest.slice(at + 2, end);
    const bar = variable.indexOf("|");
    const value = known((bar < 0 ? variable : variable.slice(0, bar)).trim());
    if (value?.trim()) put({ text: value, kind: "known" });
    else if (bar >= 0) put({ text: variable.slice(bar + 1).trim(), kind: "word" });
    else put({ text: `{{${variable}}}`, kind: "missing" });
    rest = rest.slice(end + 2);
  }
  put({ text: rest, kind: "text" });
  return parts;
}

export const firstName = (name: string | null | undefined) => name?.trim().split(/\s+/)[0] ?? null;

export const VARIABLES: { name: string; words: string; word?: string }[] = [
  { name: "contact.first_name", words: "First name", word: "there" },
  { name: "contact.name", words: "Whole name" },
  { name: "contact.email", words: "E-mail" },
  { name: "contact.plan", words: "Plan" },
  { name: "contact.account", words: "Account" },
  { name: "page.title", words: "Title of the page" },
  { name: "page.route", words: "Route of the page" },
  { name: "error", words: "Last error" },
  { name: "agent.first_name", words: "Your first name" },
  { name: "agent.name", words: "Your name" },
  { name: "product", words: "Product" },
];

/** `{{name}}` of variables that nothing fills in: a typing error, most likely. */
export function unknownVariables(text: string): string[] {
  const names = [...text.matchAll(/\{\{([^}|]*)(?:\|[^}]*)?\}\}/g)].map((match) => (match[1] ?? "").trim());
  return [...new Set(names)].filter((name) => !VARIABLES.some((one) => one.name === name));
}
