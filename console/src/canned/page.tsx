// Replies that are written once and sent often: the list, and beside it the one that is read or written.

import { useRef, useState } from "preact/hooks";
import { canned } from "../api/people.js";
import type { Canned } from "../api/types.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { go, href, type Place } from "../shell/router.js";
import { may } from "../store/views.js";
import { Icon } from "../ui/icon.js";
import { useLoad } from "../ui/load.js";
import { Lines, PageHead } from "../ui/page.js";
import { Badge, Empty, Trouble } from "../ui/parts.js";
import { Editor } from "./editor.js";
import { Reader } from "./reader.js";

const open = (id: string | null, replace = false) => go({ page: "canned", id }, replace);

export function CannedPage({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const desk = useDesk();
  const writes = may(desk.me.value.role, "canned");
  const all = useLoad(() => canned(""), [desk.link.value === "open"]);
  const [find, setFind] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  const shown = (all.value ?? []).filter((one) => {
    const text = [one.shortcut, one.title, one.text, ...one.tags].join(" ").toLowerCase();
    return words.every((word) => text.includes(word));
  });
  const chosen = all.value?.find(({ id }) => id === at.id) ?? null;
  useMoves(shown, at.id, writes, () => field.current?.focus());

  return (
    <div class="panes canned-panes" data-open={at.id ? "conversation" : "list"}>
      <section class="list-pane" aria-label="Canned replies">
        <PageHead title="Canned replies" count={all.value?.length ?? null} openDrawer={openDrawer}>
          {writes && (
            <button class="button small primary" onClick={() => open("new")}>
              <Icon name="plus" size={14} />
              New
            </button>
          )}
        </PageHead>
        <div class="search-field">
          <Icon name="search" size={15} />
          <input
            ref={field}
            type="search"
            aria-label="Find canned replies"
            placeholder="Shortcut, words or tag"
            value={find}
            onInput={(event) => setFind(event.currentTarget.value)}
          />
        </div>
        {all.problem && !all.value && <Trouble words={all.problem} again={all.again} />}
        {!all.value && !all.problem && <Lines />}
        {all.value && shown.length === 0 && (
          <Empty icon="canned" title={words.length > 0 ? "No reply has all these words" : "No canned replies yet"}>
            {words.length === 0 && <p>What you write again and again, written once. Typing / in a reply finds them.</p>}
          </Empty>
        )}
        <ul class="hits-scroll">
          {shown.map((one) => (
            <li key={one.id}>
              <Line one={one} current={one.id === at.id} />
            </li>
          ))}
        </ul>
      </section>
      {at.id === "new" && writes ? (
        <Editor key="new" canned={null} all={all.value ?? []} onSaved={(one) => (all.again(), open(one.id, true))} onGone={() => open(null, true)} />
      ) : chosen ? (
        writes ? (
          <Editor key={chosen.id} canned={chosen} all={all.value ?? []} onSaved={all.again} onGone={() => (all.again(), open(null, true))} />
        ) : (
          <Reader key={chosen.id} canned={chosen} />
        )
      ) : (
        <div class="nothing-open">
          <Empty icon="canned" title={at.id && all.value ? "This reply is not there any more" : "Choose a reply"}>
            <p>
              <kbd>j</kbd> opens the first.{writes ? " " : " Supervisors and content editors write them."}
              {writes && (
                <>
                  <kbd>c</kbd> begins a new one.
                </>
              )}
            </p>
          </Empty>
        </div>
      )}
    </div>
  );
}

function Line({ one, current }: { one: Canned; current: boolean }) {
  const { team } = useDesk();
  return (
    <a class="hit" href={href({ page: "canned", id: one.id })} aria-current={current ? "true" : undefined}>
      <span class="row-top">
        <b class="cut">{one.title}</b>
        <code class="shortcut">/{one.shortcut}</code>
      </span>
      <span class="hit-text cut">{one.text}</span>
      {(one.tags.length > 0 || one.inbox) && (
        <span class="badges">
          {one.inbox && <Badge tone="blue">{team.inboxes.value.find(({ key }) => key === one.inbox)?.name ?? one.inbox}</Badge>}
          {one.tags.map((tag) => (
            <Badge key={tag}>{tag}</Badge>
          ))}
        </span>
      )}
    </a>
  );
}

function useMoves(shown: Canned[], id: string | null, writes: boolean, focusFind: () => void) {
  const ids = shown.map((one) => one.id);
  useCommands(() => {
    const move = (step: number) => {
      const at = id ? ids.indexOf(id) : -1;
      const next = ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + step))];
      if (next && next !== id) open(next, id !== null);
    };
    return [
      { id: "next", title: "Next reply", group: "Canned replies", icon: "down", keys: "j", run: () => move(1) },
      { id: "previous", title: "Previous reply", group: "Canned replies", icon: "back", keys: "k", run: () => move(-1) },
      { id: "close", title: "Back to the list", group: "Canned replies", icon: "cross", keys: "u", run: () => open(null) },
      { id: "find", title: "Find a reply", group: "Canned replies", icon: "search", keys: "f", run: focusFind },
      ...(writes
        ? [{ id: "canned.new", title: "New canned reply", group: "Canned replies", icon: "plus" as const, keys: "c", run: () => open("new") }]
        : []),
    ];
  }, [ids.join(), id, writes]);
}
