// What can be done right now, by key and by palette. Screens add theirs while they are shown.

import { computed, signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
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
}

const sources = signal<Command[][]>([]);
export const commands = computed(() => {
  // What was added last goes first: the screen in front.
  const byId = new Map<string, Command>();
  for (const source of [...sources.value].reverse())
    for (const command of source) if (!byId.has(command.id)) byId.set(command.id, command);
  return [...byId.values()];
});

/** Adds commands while the component is shown. `deps` are what their effects depend on. */
export function useCommands(make: () => Command[], deps: readonly unknown[]): void {
  useEffect(() => {
    const mine = make();
    sources.value = [...sources.peek(), mine];
    return () => void (sources.value = sources.peek().filter((one) => one !== mine));
  }, deps);
}

const SEQUENCE_WITHIN = 900;
let first = "";
let firstAt = 0;

/** Finds and runs the command of a key; true where there was one. */
export function runKey(event: KeyboardEvent): boolean {
  if (event.isComposing || event.defaultPrevented) return false;
  const mod = event.ctrlKey || event.metaKey;
  if (mod && !event.altKey && event.key.toLowerCase() === "k") return run("Mod+k");
  if (mod || event.altKey || isWriting(event.target) || document.querySelector("dialog[open]")) return false;
  const key = event.key === " " ? "Space" : event.key;
  const sequence = first && event.timeStamp - firstAt < SEQUENCE_WITHIN ? `${first} ${key}` : "";
  first = "";
  if (sequence && run(sequence)) return true;
  if (commands.peek().some((command) => command.keys?.startsWith(`${key} `))) {
    first = key;
    firstAt = event.timeStamp;
    return true;
  }
  return run(key);
}

function run(keys: string): boolean {
  const command = commands.peek().find((one) => one.keys === keys);
  command?.run();
  return command !== undefined;
}

export function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}
