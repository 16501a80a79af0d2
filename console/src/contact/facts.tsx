// What the host's token says of a contact.

import type { Contact } from "../api/types.js";

const NAMES: [keyof Contact, string][] = [
  ["name", "Name"],
  ["email", "E-mail"],
  ["account", "Account"],
  ["plan", "Plan"],
  ["role", "Role"],
  ["locale", "Language"],
  ["subject", "Id"],
];

function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(undefined, { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}

export function Facts({ contact }: { contact: Contact }) {
  const known = NAMES.filter(([key]) => contact[key]);
  if (known.length === 0) return <p class="quiet">A visitor: nobody vouches for who they are.</p>;
  return (
    <dl class="facts">
      {known.map(([key, name]) => (
        <div key={key}>
          <dt>{name}</dt>
          <dd>{key === "locale" ? languageName(contact[key] ?? "") : contact[key]}</dd>
        </div>
      ))}
    </dl>
  );
}
