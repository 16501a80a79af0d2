// Where something is written: the text at the left, and beside it what becomes of it, one panel at a time.

import type { ComponentChildren, RefObject } from "preact";
import { useState } from "preact/hooks";
import { useCommands } from "../shell/commands.js";
import type { IconName } from "../ui/icon.js";
import { capital } from "../store/words.js";
import type { Subject } from "./subject.js";
import type { Writing } from "./writing.js";

export interface Panel {
  key: string;
  name: string;
  /** Where there is little room. */
  short?: string;
  keys: string;
  /** How many there are of what it shows. */
  count?: number;
  /** `write` brings the text before the eyes, where one panel fills the screen. */
  content: ComponentChildren | ((write: () => void) => ComponentChildren);
}

interface DeskProps<T, V, More> {
  noun: Subject["noun"];
  icon: IconName;
  head: ComponentChildren;
  notices: ComponentChildren;
  /** The text and what belongs to it. */
  write: ComponentChildren;
  field: RefObject<HTMLTextAreaElement | null>;
  panels: Panel[];
  writing: Writing<T, V, More>;
  save: () => Promise<void>;
  /** Null: there is nothing to publish. */
  onPublish: (() => void) | null;
  /** What stands before all: dialogs. */
  children?: ComponentChildren;
}

export function WritingDesk<T, V, More>(props: DeskProps<T, V, More>) {
  const { noun, icon, head, notices, write, field, panels, writing, save, onPublish, children } = props;
  const [panel, setPanel] = useState(panels[0]!.key);
  // On a phone one panel fills the screen, and writing comes first.
  const [small, setSmall] = useState("write");
  const choose = (next: string) => {
    setSmall(next);
    if (next === "write") field.current?.focus();
    else setPanel(next);
  };
  const group = capital(noun);
  const all: Omit<Panel, "content">[] = [{ key: "write", name: "Write", keys: "e" }, ...panels];
  useCommands(
    () => [
      ...all.map(({ key, name, keys }) => ({
        id: `${noun}.${key}`,
        title: key === "write" ? "Write" : `Show: ${name.toLowerCase()}`,
        group,
        icon,
        keys,
        run: () => choose(key),
      })),
      { id: `${noun}.save`, title: "Save the draft", group, icon: "check", run: () => void save() },
      ...(onPublish
        ? [{ id: `${noun}.publish`, title: "Publish…", group, icon: "send" as const, run: onPublish }]
        : []),
    ],
    [writing.text, writing.base, writing.busy, onPublish !== null],
  );
  function onKeyDown(event: KeyboardEvent) {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" || event.altKey) return;
    event.preventDefault();
    if (writing.dirty) void save();
  }
  const shown = panels.find(({ key }) => key === panel);
  return (
    <section class="article" aria-label={group} data-panel={small} onKeyDown={onKeyDown}>
      {head}
      {notices}
      <div class="segments article-panels" role="group" aria-label="Show">
        {all.map(({ key, name, short = name }) => (
          <button key={key} aria-pressed={small === key} onClick={() => choose(key)}>
            {short}
          </button>
        ))}
      </div>
      <div class="article-columns">
        <div class="article-write">{write}</div>
        <div class="article-side">
          <div class="segments" role="group" aria-label="Beside the text">
            {panels.map(({ key, name, count }) => (
              <button key={key} aria-pressed={panel === key} onClick={() => choose(key)}>
                {name} {count !== undefined && <small>{count}</small>}
              </button>
            ))}
          </div>
          <div class="article-side-scroll" tabIndex={0} role="region" aria-label={shown?.name ?? ""}>
            {typeof shown?.content === "function" ? shown.content(() => setSmall("write")) : shown?.content}
          </div>
        </div>
      </div>
      {children}
    </section>
  );
}
