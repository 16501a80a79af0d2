// What of a person is to change: only that is sent, so that two admins at work do not undo each other.

import type { MemberChange, Person } from "../api/types.js";

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export function changesOf(person: Person, wish: Required<MemberChange>): MemberChange {
  const names = ["name", "role", "skills", "inboxes", "capacity"] as const;
  const wished = { ...wish, name: wish.name.trim() };
  return Object.fromEntries(names.filter((name) => !same(person[name], wished[name])).map((name) => [name, wished[name]]));
}
