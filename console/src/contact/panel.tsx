// Everything known about the contact, beside the thread.

import type { Row } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { href } from "../shell/router.js";
import type { Thread } from "../store/threads.js";
import { contactName } from "../store/words.js";
import { Ago, Avatar, Badge, IconButton } from "../ui/parts.js";
import { phone } from "../ui/phone.js";
import { Facts } from "./facts.js";
import { PastRows } from "./past.js";

export function ContactPanel({ thread, row }: { thread: Thread; row: Row }) {
  const { prefs } = useDesk();
  const page = thread.contact.value;
  if (!page) return null;
  const others = page.conversations.filter(({ id }) => id !== row.id);
  return (
    <section class="contact-pane" aria-label="Contact" tabIndex={phone.value ? undefined : 0}>
      <header class="contact-head">
        <Avatar name={contactName(row)} id={row.contact.id} />
        <div>
          <h3 class="cut">
            <a href={href({ page: "contact", id: row.contact.id })}>{contactName(row)}</a>
          </h3>
          <p>{row.contact.identified ? "Identified" : "Visitor, not identified"}</p>
        </div>
        {!phone.value && (
          <IconButton icon="cross" label="Hide the contact" keys="c" onClick={() => void (prefs.contactPanel.value = false)} />
        )}
      </header>
      {row.flags.includes("important") && (
        <p>
          <Badge tone="brass">Important account</Badge>
        </p>
      )}
      <h4>Account</h4>
      <Facts contact={page.contact} />
      <h4>On the page</h4>
      {page.page ? (
        <p class="packet-page">
          <b>{page.page.title || "Untitled page"}</b>
          <code>{page.page.route}</code>
          <small>
            wrote from there <Ago at={page.page.at} />
          </small>
        </p>
      ) : (
        <p class="quiet">Not known.</p>
      )}
      <h4>Seen</h4>
      <p class="seen">
        Last <Ago at={page.seen_at} />, first <Ago at={page.created_at} />
      </p>
      <h4>History{others.length > 0 && ` · ${others.length}`}</h4>
      {others.length > 0 ? <PastRows rows={others} /> : <p class="quiet">This is the first conversation.</p>}
    </section>
  );
}
