// What a queue gets and who is offered it, by the server's rules (docs/people.md, "Queues, hours"): the first queue in order
// that matches gets the handoff.

import type { Person, Queue, QueueBody } from "../api/types.js";
import { may } from "../store/views.js";
import { humane } from "../store/words.js";

type Rules = Pick<QueueBody, "inbox" | "topics">;

const covers = (above: Rules, below: Rules) =>
  (above.inbox === null || above.inbox === below.inbox) &&
  (above.topics.length === 0 || (below.topics.length > 0 && below.topics.every((topic) => above.topics.includes(topic))));

/** The queue above that gets all that this one asks for, so that it never gets anything. */
export const shadowedBy = <T extends Rules>(above: T[], queue: Rules): T | undefined => above.find((one) => covers(one, queue));

/** Who may be offered what waits in it, whether they are there now or not. */
export function whoGets(queue: Pick<QueueBody, "inbox" | "skills" | "members">, people: Person[]): Person[] {
  return people.filter(
    (one) =>
      one.status === "active" &&
      may(one.role, "act") &&
      (queue.inbox === null || one.inboxes.length === 0 || one.inboxes.includes(queue.inbox)) &&
      (queue.members.length === 0 || queue.members.includes(one.id)) &&
      queue.skills.every((skill) => one.skills.includes(skill)),
  );
}

/** `Billing, Refunds` and the like; what is not asked for is said as well. */
export const topicsInWords = (topics: string[]) => (topics.length === 0 ? "Every topic" : topics.map(humane).join(", "));

export const bodyOf = ({ id: _, waiting: __, ...body }: Queue): QueueBody => body;

/** Those that have to be written so that `moved` stands `step` places further down. */
export function reorder(queues: Queue[], moved: string, step: number): { order: Queue[]; changed: Queue[] } {
  const order = [...queues];
  const from = order.findIndex(({ id }) => id === moved);
  const [one] = from < 0 ? [] : order.splice(from, 1);
  if (one) order.splice(Math.min(order.length, Math.max(0, from + step)), 0, one);
  const placed = order.map((queue, position) => ({ ...queue, position }));
  const before = new Map(queues.map((queue) => [queue.id, queue.position]));
  return { order: placed, changed: placed.filter(({ id, position }) => before.get(id) !== position) };
}
