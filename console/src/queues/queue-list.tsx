// The queues in the order in which they are asked, with what would go wrong said beside them.

import type { Queue } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { Badge, IconButton } from "../ui/parts.js";
import { useRowKeys } from "../ui/page.js";
import { Icon } from "../ui/icon.js";
import { shadowedBy, topicsInWords, whoGets } from "./reach.js";

interface QueueListProps {
  queues: Queue[];
  onOpen: (queue: Queue) => void;
  onMove: (id: string, step: number) => void;
}

export function QueueList({ queues, onOpen, onMove }: QueueListProps) {
  const box = useRowKeys<HTMLOListElement>("queue");
  return (
    <ol class="lines queues" ref={box}>
      {queues.map((queue, at) => (
        <li key={queue.id} class="openable">
          <span class="queue-place">{at + 1}</span>
          <span class="lines-main">
            <button class="row-open" data-row aria-label={`Change the queue ${queue.name}`} onClick={() => onOpen(queue)}>
              {queue.name}
            </button>
            <What queue={queue} above={queues.slice(0, at)} />
          </span>
          {queue.waiting > 0 && <Badge tone="warn">{queue.waiting} waiting</Badge>}
          <span class="queue-move">
            <IconButton icon="up" label={`Move ${queue.name} up`} disabled={at === 0} onClick={() => onMove(queue.id, -1)} />
            <IconButton
              icon="below"
              label={`Move ${queue.name} down`}
              disabled={at === queues.length - 1}
              onClick={() => onMove(queue.id, 1)}
            />
          </span>
        </li>
      ))}
      <li class="queue-rest">
        <span class="queue-place">
          <Icon name="inbox" size={15} />
        </span>
        <span class="lines-main">
          <b>The inbox itself</b>
          <small>What no queue takes waits here, for every agent and supervisor.</small>
        </span>
      </li>
    </ol>
  );
}

function What({ queue, above }: { queue: Queue; above: Queue[] }) {
  const { team } = useDesk();
  const inbox = queue.inbox && (team.inboxes.value.find(({ key }) => key === queue.inbox)?.name ?? queue.inbox);
  const people = whoGets(queue, team.members.value);
  const online = people.filter(({ id }) => team.presence.value.get(id)?.presence === "online").length;
  const shadow = shadowedBy(above, queue);
  const first = [...queue.important.plans, ...queue.important.accounts];
  return (
    <>
      <small>
        {inbox ?? "Every inbox"} · {topicsInWords(queue.topics)}
        {queue.skills.length > 0 && ` · asks for ${queue.skills.join(", ")}`}
        {first.length > 0 && ` · first: ${first.join(", ")}`}
      </small>
      {team.members.value.length > 0 && (
        <small>
          {people.length === 0 ? (
            <span class="warned">Nobody may be offered it: no one has all that it asks for. After a minute everybody may take it.</span>
          ) : (
            `${people.length === 1 ? people[0]?.name : `${people.length} people`}, ${online} online`
          )}
        </small>
      )}
      {shadow && <small class="warned">Gets nothing: “{shadow.name}” above takes all of it.</small>}
    </>
  );
}
