// Whom it is about: the account, files sent, conversations before.

import type { Contact, Row } from "../api/types.js";
import type { Thread } from "../store/threads.js";
import { FileChips } from "../thread/files.js";
import { Facts } from "../contact/facts.js";
import { PastRows } from "../contact/past.js";
import { Section } from "./packet.js";

const MOST_PAST = 3;

export function Account({ contact }: { contact: Contact }) {
  return (
    <Section title="Account" icon="contact">
      <Facts contact={contact} />
    </Section>
  );
}

export function Files({ thread }: { thread: Thread }) {
  const files = thread.entries.value.flatMap((entry) =>
    entry.kind === "message" && entry.author === "contact" ? entry.files : [],
  );
  if (files.length === 0) return null;
  return (
    <Section title="Files and screenshots" icon="clip">
      <FileChips files={files} />
    </Section>
  );
}

export function Past({ thread, row }: { thread: Thread; row: Row }) {
  const past = (thread.contact.value?.conversations ?? []).filter(({ id }) => id !== row.id);
  if (past.length === 0) return null;
  return (
    <Section title={`Past conversations · ${past.length}`} icon="open">
      <PastRows rows={past.slice(0, MOST_PAST)} />
    </Section>
  );
}
