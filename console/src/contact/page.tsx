// A contact on a page of its own.

import { useEffect, useState } from "preact/hooks";
import { contact as read } from "../api/people.js";
import { inWords } from "../api/problem.js";
import type { ContactPage } from "../api/types.js";
import type { Place } from "../shell/router.js";
import { Ago, Avatar, IconButton, Trouble } from "../ui/parts.js";
import { Facts } from "./facts.js";
import { PastRows } from "./past.js";

export function ContactPageView({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const id = at.id ?? "";
  const [page, setPage] = useState<ContactPage | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    setPage(null);
    setProblem(null);
    let here = true;
    read(id).then(
      (found) => here && setPage(found),
      (error: unknown) => here && setProblem(inWords(error)),
    );
    return () => void (here = false);
  }, [id]);
  const name = page ? (page.contact.name ?? "Visitor") : "Contact";
  return (
    <div class="page">
      <header class="pane-head">
        <IconButton icon="menu" label="Menu" class="phone-only" onClick={openDrawer} />
        {page && <Avatar name={name} id={page.id} />}
        <h1>{name}</h1>
      </header>
      {problem && <Trouble words={problem} />}
      {page && (
        <div class="page-columns">
          <section class="card">
            <h2>Account</h2>
            <Facts contact={page.contact} />
            <h2>On the page</h2>
            {page.page ? (
              <p class="packet-page">
                <b>{page.page.title}</b>
                <code>{page.page.route}</code>
              </p>
            ) : (
              <p class="quiet">Not known.</p>
            )}
            <p class="seen">
              Last seen <Ago at={page.seen_at} />, first <Ago at={page.created_at} />, inbox {page.inbox}
            </p>
          </section>
          <section class="card">
            <h2>Conversations · {page.conversations.length}</h2>
            <PastRows rows={page.conversations} />
          </section>
        </div>
      )}
    </div>
  );
}
