// What can be done right now, by key and by palette. Screens add theirs while they are shown.

import { computed, signal } from "@preact/signals";
import { useLayoutEffect } from "preact/hooks";
import type { IconName } from "../ui/icon.js";

export interface Command {
  id: string;
  title: string;
  group: string;
  /** One key (`j`), a sequence (`g m`), or `Mod+k`; shown beside the command. */
  keys?: string;
  icon?: IconName;
  run: () => void;
  /** Known by its key only: too small for the palette. */
  hidden?: boolean;
  /** The conversation that it is about: its key counts only while that one is the open one. */
  of?: string;
}

const sources = signal<Command[][]>([]);
export const commands = computed(() => {
  // What was added last goes first: the screen in front.
  const byId = new Map<string, Command>();
  for (const source of [...sources.value].reverse())
    for (const command of source) if (!byId.has(command.id)) byId.set(command.id, command);
  return [...byId.values()];
});

/** Adds commands while the component is shown. `deps` are what their effects depend on. What is drawn has its commands: a key that
 * follows at once finds no older ones. */
export function useCommands(make: () => Command[], deps: readonly unknown[]): void {
  useLayoutEffect(() => {
    const mine = make();
    sources.value = [...sources.peek(), mine];
    return () => void (sources.value = sources.peek().filter((one) => one !== mine));
  }, deps);
}

const SEQUENCE_WITHIN = 900;
let first = "";
let firstAt = 0;
/** The conversation that is drawn, and the first key that was pressed for one that was not yet. */
let shown: string | null = null;
let kept: { of: string; keys: string } | null = null;

/** Finds and runs the command of a key; `open` is the conversation that the address names. True where there was one. */
export function runKey(event: KeyboardEvent, open: string | null): boolean {
  if (event.isComposing || event.defaultPrevented) return false;
  const mod = event.ctrlKey || event.metaKey;
  if (mod && !event.altKey && event.key.toLowerCase() === "k") return run("Mod+k", open);
  if (mod || event.altKey || isBusy(event.target)) return false;
  const key = event.key === " " ? "Space" : event.key;
  const sequence = first && event.timeStamp - firstAt < SEQUENCE_WITHIN ? `${first} ${key}` : "";
  first = "";
  if (sequence && (run(sequence, open) || keep(sequence, open))) return true;
  if (commands.peek().some((command) => command.keys?.startsWith(`${key} `))) {
    first = key;
    firstAt = event.timeStamp;
    return true;
  }
  return run(key, open) || keep(key, open);
}

function run(keys: string, open: string | null): boolean {
  const command = commands.peek().find((one) => one.keys === keys && (one.of === undefined || one.of === open));
  command?.run();
  return command !== undefined;
}

/** While the open conversation is on its way, the first key for it waits; what follows was meant for what that one opens. */
function keep(keys: string, open: string | null): boolean {
  if (open === null || open === shown || !/^(\S )?\S$/.test(keys)) return false;
  if (kept?.of !== open) kept = { of: open, keys };
  return true;
}

/** The conversation is drawn and its commands are there: what was pressed for it meanwhile is done. Returns its end. */
export function arrived(id: string): () => void {
  shown = id;
  const waited = kept;
  kept = null;
  if (waited?.of === id && !isBusy(document.activeElement)) run(waited.keys, id);
  return () => void (shown === id && (shown = null));
}

const isBusy = (target: EventTarget | null) => isWriting(target) || document.querySelector("dialog[open]") !== null;

export function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
