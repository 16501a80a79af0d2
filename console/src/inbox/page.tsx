// A view's list beside the conversation that is open.

import { useEffect } from "preact/hooks";
import { ConversationPane } from "../conversation/pane.js";
import type { Place } from "../shell/router.js";
import { filtersOf, openHere } from "../shell/router.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { VIEWS, viewName } from "../store/views.js";
import { Empty, IconButton, Trouble } from "../ui/parts.js";
import { useDeferred } from "../ui/deferred.js";
import { FilterBar } from "./filters.js";
import { RowLine, ROW_HEIGHT } from "./row.js";
import { VirtualList } from "./virtual.js";

export function InboxPage({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const desk = useDesk();
  const filters = JSON.stringify(filtersOf(at));
  useEffect(() => desk.show(at.view, filtersOf(at)), [desk, at.view, filters]);
  useMoves(at.id);
  const open = useDeferred(at.id);
  usePrefetch(open);
  return (
    <div class="panes" data-open={at.id ? "conversation" : "list"}>
      <section class="list-pane" aria-label={`${viewName(at.view)} conversations`}>
        <header class="pane-head">
          <IconButton icon="menu" label="Menu" class="phone-only" onClick={openDrawer} />
          <h1>{viewName(at.view)}</h1>
          <Total at={at} />
        </header>
        <FilterBar key={at.view} at={at} />
        <Lines at={at} />
      </section>
      {open ? (
        <ConversationPane key={open} id={open} />
      ) : (
        <div class="nothing-open">
          <Empty icon="packet" title="Choose a conversation">
            <p>
              Its packet tells what happened before you read the first line. <kbd>j</kbd> opens the first.
            </p>
          </Empty>
        </div>
      )}
    </div>
  );
}

function Total({ at }: { at: Place }) {
  const { counts } = useDesk();
  const count = at.view === "all" ? null : counts.value?.[at.view];
  return count ? (
    <span class="total">
      {count}
      {at.view === "resolved" && <small> in 24 h</small>}
    </span>
  ) : null;
}

function Lines({ at }: { at: Place }) {
  const desk = useDesk();
  const list = desk.list.value;
  if (!list || list.view !== at.view) return <Skeleton />;
  const { ids, ready, problem } = list;
  if (problem.value && ids.value.length === 0) return <Trouble words={problem.value} again={() => void list.refresh()} />;
  if (!ready.value) return <Skeleton />;
  if (ids.value.length === 0) {
    const filtered = Object.keys(at.query).length > 0;
    const words = VIEWS.find(({ view }) => view === at.view)?.empty ?? "There is no conversation yet.";
    return <Empty icon={at.view} title={filtered ? "Nothing matches these filters" : words} />;
  }
  return (
    <VirtualList
      label={viewName(at.view)}
      ids={ids.value}
      rowHeight={ROW_HEIGHT}
      selected={at.id}
      onNearEnd={() => void list.load()}
      onOpen={openHere}
      render={(id, selected, tab) => <RowLine id={id} selected={selected} tab={tab} at={at} />}
    />
  );
}

const Skeleton = () => (
  <div class="skeleton" role="status" aria-label="Loading">
    {Array.from({ length: 8 }, (_, at) => (
      <i key={at} />
    ))}
  </div>
);

/** A moment after one is read the next is fetched, so that j finds it there. */
const IDLE = 500;
function usePrefetch(open: string | null) {
  const desk = useDesk();
  useEffect(() => {
    if (!open) return;
    const timer = window.setTimeout(() => {
      const ids = desk.list.peek()?.ids.peek() ?? [];
      const next = ids[ids.indexOf(open) + 1];
      if (next && ids.includes(open)) desk.thread(next);
    }, IDLE);
    return () => window.clearTimeout(timer);
  }, [desk, open]);
}

/** j and k go through the list, whatever is open. */
function useMoves(open: string | null) {
  const desk = useDesk();
  useCommands(() => {
    const move = (step: number) => {
      const ids = desk.list.peek()?.ids.peek() ?? [];
      const at = open ? ids.indexOf(open) : -1;
      const next = ids[at < 0 ? 0 : Math.min(ids.length - 1, Math.max(0, at + step))];
      if (next && next !== open) openHere(next, open !== null);
    };
    return [
      { id: "next", title: "Next conversation", group: "Inbox", icon: "down", keys: "j", run: () => move(1) },
      { id: "previous", title: "Previous conversation", group: "Inbox", icon: "back", keys: "k", run: () => move(-1) },
      { id: "close", title: "Close the conversation", group: "Inbox", icon: "cross", keys: "u", run: () => openHere(null) },
    ];
  }, [open]);
}
