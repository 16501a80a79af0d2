// What one should know before writing: somebody else is, or it is not one's own.

import type { Row } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import type { Thread } from "../store/threads.js";
import { isWith, may } from "../store/views.js";
import { Icon } from "../ui/icon.js";

export function Collision({ thread }: { thread: Thread }) {
  const writing = thread.viewers.value.filter(({ typing }) => typing);
  const names = writing.map(({ name }) => name).join(" and ");
  return (
    <div role="status">
      {writing.length > 0 && (
        <p class="collision">
          <Icon name="alert" size={15} />
          <span>
            <b>{names}</b> {writing.length > 1 ? "are" : "is"} writing a reply here right now.
          </span>
        </p>
      )}
    </div>
  );
}

export function WhoseIsIt({ row }: { row: Row }) {
  const { me } = useDesk();
  const words = whose(row, me.value.id, may(me.value.role, "supervise"));
  return words ? (
    <p class="soft-notice">
      <Icon name="help" size={14} />
      {words}
    </p>
  ) : null;
}

function whose(row: Row, me: string, supervises: boolean): string | null {
  if (row.state === "pending") return "Usher is answering. A reply of yours takes it over.";
  if (row.state === "open" && row.stage === "active" && !isWith(row, me)) {
    const name = row.assignee?.name ?? "Somebody else";
    return supervises
      ? `${name} has it. Take it over to reply, or leave a note.`
      : `${name} has it: a reply would be refused. Leave a note.`;
  }
  return null;
}
