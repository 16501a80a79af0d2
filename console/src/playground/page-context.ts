// What the contact has before them, from two simple fields and a box of JSON: read as the server will, refused in words.

import type { PageContext } from "../api/types.js";

export type ReadPage = { page: PageContext | null } | { wrong: string };

const TEXTS = ["route", "title", "product_area", "locale"];
const EVENT_KINDS = ["navigation", "click", "host"];
const KNOWN = [...TEXTS, "viewport", "controls", "events", "errors"];
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** To begin with, for who has never seen one. */
export const EXAMPLE = {
  route: "/settings/import",
  title: "Import",
  errors: [{ code: "IMP-104", text: "Row 40: the date cannot be read" }],
  events: [{ kind: "click", text: "Start import" }],
} satisfies PageContext;

/** The fields go before what the box says of the same. Null where nothing is said at all. */
export function readPage(route: string, title: string, json: string): ReadPage {
  const fields = { ...(route.trim() && { route: route.trim() }), ...(title.trim() && { title: title.trim() }) };
  let rest: unknown = {};
  if (json.trim())
    try {
      rest = JSON.parse(json);
    } catch (error) {
      return { wrong: `This is not JSON yet: ${error instanceof Error ? error.message : "it cannot be read"}` };
    }
  if (!isObject(rest)) return { wrong: "Write one object in braces, such as {\"route\": \"/invoices\"}." };
  const wrong = wrongWith(rest);
  if (wrong) return { wrong };
  const page = { ...rest, ...fields } as PageContext;
  return { page: Object.keys(page).length > 0 ? page : null };
}

function wrongWith(page: Record<string, unknown>): string | null {
  for (const name of Object.keys(page))
    if (!KNOWN.includes(name)) return `“${name}” is not part of a page context. These are: ${KNOWN.join(", ")}.`;
  for (const name of TEXTS)
    if (page[name] !== undefined && page[name] !== null && typeof page[name] !== "string") return `“${name}” is a text.`;
  const { viewport } = page;
  if (viewport && !(Array.isArray(viewport) && viewport.length === 2 && viewport.every(Number.isInteger)))
    return "“viewport” is width and height, such as [1280, 800].";
  for (const name of ["controls", "events", "errors"]) {
    const list = page[name];
    if (list === undefined) continue;
    if (!Array.isArray(list) || !list.every(isObject)) return `“${name}” is a list of objects in braces.`;
    const wrong = name === "controls" ? null : list.map((one, at) => wrongItem(name, one, at + 1)).find((found) => found);
    if (wrong) return wrong;
  }
  return null;
}

function wrongItem(list: string, item: Record<string, unknown>, number: number): string | null {
  if (typeof item.text !== "string") return `Number ${number} of “${list}” has no “text”.`;
  if (list === "events" && !EVENT_KINDS.includes(item.kind as string))
    return `Number ${number} of “events” has a “kind” that is not one of ${EVENT_KINDS.join(", ")}.`;
  return null;
}
