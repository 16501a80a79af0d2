// Checks of what people write into fields, in the server's words.

import { Refused } from "./world.js";

export function wrong(detail) {
  throw new Refused(422, "field-wrong", detail);
}

/** Unknown fields are refused by name. */
export function only(body, names) {
  for (const name of Object.keys(body)) if (!names.includes(name)) wrong(`unknown field \`${name}\``);
}

export function nameOf(text) {
  const name = `${text ?? ""}`.replaceAll("\n", " ").trim();
  if (name.length === 0 || [...name].length > 100) wrong("`name` has 1 to 100 characters.");
  return name;
}

export function emailOf(text) {
  const email = `${text ?? ""}`.trim().toLowerCase();
  if (!/^[^@\s]+@[^@\s.][^@\s]*\.[^@\s.]+$/.test(email) || email.length > 254) wrong("`email` must be an address like maria@example.com.");
  return email;
}

export function wordsOf(field, list = []) {
  const words = [...new Set(list.map((word) => word.trim()).filter(Boolean))];
  if (words.length > 50) wrong(`\`${field}\` has at most 50 words.`);
  return words;
}

const ROLES = ["admin", "supervisor", "agent", "content_editor", "analyst"];
export const roleOf = (role) => (ROLES.includes(role) ? role : wrong(`unknown variant \`${role}\`, expected one of ${ROLES.join(", ")}`));

export function inboxesOf(world, keys = []) {
  for (const key of keys)
    if (!world.inboxes.some((inbox) => inbox.key === key)) throw new Refused(404, "inbox-unknown", `There is no inbox \`${key}\`.`);
  return keys;
}
