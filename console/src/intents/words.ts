// Intents and what they are taken for, in words.

import type { Confusion, Intent } from "../api/types.js";
import { count, percent } from "../store/numbers.js";
import { humane } from "../store/words.js";

/** In the server's order, each topic with its intents. */
export function byTopic(intents: readonly Intent[]): [topic: string, intents: Intent[]][] {
  const topics = new Map<string, Intent[]>();
  for (const one of intents) {
    const name = one.topic ? humane(one.topic) : "Without a topic";
    topics.set(name, [...(topics.get(name) ?? []), one]);
  }
  return [...topics];
}

/** Every word is in its title, its id, its topic, its guide, or an example that was added. */
export function found(intent: Intent, q: string): boolean {
  const { id, title, topic, guide, added } = intent;
  const text = [id, title, topic, guide, ...added.map((one) => one.text)].join(" ").toLowerCase();
  return q
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export const examplesWords = (n: number) => (n === 1 ? "1 example" : `${count(n)} examples`);

/** What an intent is called; its id where it is not known any more. */
export const titleIn = (intents: readonly Intent[] | null) => (id: string) => intents?.find((one) => one.id === id)?.title ?? humane(id);

/** `12 of 61 (20 %)`: how many of both are taken for the other. */
export const shareWords = ({ examples, of }: Confusion) => `${count(examples)} of ${count(of)} (${percent(examples / of)})`;

/** What an example would do to the two, before it is added. */
export const harderWords = ({ a, b, examples, of }: Confusion, titleOf: (id: string) => string) =>
  `“${titleOf(a)}” and “${titleOf(b)}” become harder to tell apart: ${count(examples)} of their ${count(of)} examples would be taken for the other.`;
