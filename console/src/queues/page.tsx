// Where handoffs wait and in which order, and when each inbox's people are there.

import { useRef, useState } from "preact/hooks";
import { changeQueue, inboxes, queues } from "../api/people.js";
import type { Queue } from "../api/types.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { Icon } from "../ui/icon.js";
import { useLoad } from "../ui/load.js";
import { Lines, PageHead } from "../ui/page.js";
import { Trouble } from "../ui/parts.js";
import { failed } from "../ui/toast.js";
import { HoursCard } from "./hours-card.js";
import { QueueDialog } from "./queue-dialog.js";
import { QueueList } from "./queue-list.js";
import { bodyOf, reorder } from "./reach.js";

export function QueuesPage({ openDrawer }: { openDrawer: () => void }) {
  const desk = useDesk();
  const open = desk.link.value === "open";
  // How many wait comes with the queues; the counts of the socket say when that moved.
  const lines = useLoad(queues, [open, desk.counts.value?.waiting]);
  const entries = useLoad(inboxes, [open]);
  const [editing, setEditing] = useState<Queue | "new" | null>(null);
  useCommands(
    () => [{ id: "queue.new", title: "New queue", group: "Queues", icon: "plus", keys: "c", run: () => setEditing("new") }],
    [],
  );
  function reread() {
    lines.again();
    void desk.team.refresh(desk.me.peek().role);
  }
  /** Shown at once and written one move after the other, so that a later one is never overtaken by an earlier one. */
  const writing = useRef(Promise.resolve());
  const moves = useRef(0);
  function move(id: string, step: number) {
    if (!lines.value) return;
    const { order, changed } = reorder(lines.value.queues, id, step);
    if (changed.length === 0) return;
    lines.set({ ...lines.value, queues: order });
    const mine = ++moves.current;
    writing.current = writing.current
      .then(() => Promise.all(changed.map((queue) => changeQueue(queue.id, bodyOf(queue)))))
      .then(() => {}, failed)
      .then(() => void (mine === moves.current && reread()));
  }
  const list = lines.value?.queues ?? [];
  return (
    <div class="page wide">
      <PageHead title="Queues and hours" openDrawer={openDrawer}>
        <button class="button primary" onClick={() => setEditing("new")}>
          <Icon name="plus" size={15} />
          New queue
        </button>
      </PageHead>
      <div class="page-body">
        <section class="block" aria-label="Queues">
          <h2>Queues</h2>
          <p class="hint">A handoff waits in the first queue, from the top, that takes its inbox and its topic.</p>
          {lines.problem && !lines.value && <Trouble words={lines.problem} again={lines.again} />}
          {!lines.value && !lines.problem && <Lines count={3} />}
          {lines.value && <QueueList queues={list} onOpen={setEditing} onMove={move} />}
        </section>
        <section class="block" aria-label="Hours">
          <h2>Hours</h2>
          <p class="hint">Outside them, whoever is online still is offered what comes, but nobody is alarmed.</p>
          {entries.problem && !entries.value && <Trouble words={entries.problem} again={entries.again} />}
          {!entries.value && !entries.problem && <Lines count={2} />}
          <div class="hours-cards">
            {entries.value?.map((inbox) => (
              <HoursCard
                key={inbox.key}
                inbox={inbox}
                onChanged={(changed) => {
                  entries.set((entries.value ?? []).map((one) => (one.key === changed.key ? changed : one)));
                  void desk.team.refresh(desk.me.peek().role);
                }}
              />
            ))}
          </div>
        </section>
      </div>
      {editing && (
        <QueueDialog
          queue={editing === "new" ? null : editing}
          queues={list}
          topics={lines.value?.topics ?? []}
          onClose={() => setEditing(null)}
          onChanged={reread}
        />
      )}
    </div>
  );
}
