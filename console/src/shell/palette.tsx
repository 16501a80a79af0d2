// One field over everything: what can be done here, where one can go, conversations on hand, and the search behind all.

import { Fragment } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { may } from "../store/views.js";
import { contactName, standing } from "../store/words.js";
import { Dialog } from "../ui/dialog.js";
import { Icon, type IconName } from "../ui/icon.js";
import { Kbd } from "../ui/parts.js";
import { commands } from "./commands.js";
import { useDesk } from "./context.js";
import { shown } from "./help.js";
import { go } from "./router.js";

interface Choice {
  id: string;
  group: string;
  title: string;
  detail?: string;
  icon: IconName;
  keys?: string;
  run: () => void;
}

const MOST_CONVERSATIONS = 6;

/** Every word must be in it; an earlier place is better. */
function score(text: string, words: string[]): number {
  const lower = text.toLowerCase();
  let sum = 0;
  for (const word of words) {
    const at = lower.indexOf(word);
    if (at < 0) return -1;
    sum += at === 0 || lower[at - 1] === " " ? 2 : 1;
  }
  return sum;
}

function useChoices(text: string): Choice[] {
  const desk = useDesk();
  const list = commands.value;
  return useMemo(() => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const rank = <T extends { title: string; detail?: string; group: string }>(all: T[]) =>
      all
        .map((one) => ({ one, points: score(`${one.title} ${one.detail ?? ""} ${one.group}`, words) }))
        .filter(({ points }) => points >= 0)
        .sort((a, b) => b.points - a.points)
        .map(({ one }) => one);
    const doable = list.filter((one) => !one.hidden).map((one): Choice => ({ icon: "next", ...one }));
    const rows = (desk.list.peek()?.ids.peek() ?? []).flatMap((id) => desk.rows.get(id) ?? []);
    const conversations = rows.map((row): Choice => ({
      id: row.id,
      group: "Conversations",
      title: `${contactName(row)}: ${row.title}`,
      detail: standing(row, desk.me.peek().id),
      icon: "open",
      run: () => go({ page: "inbox", view: desk.list.peek()?.view ?? "all", id: row.id }),
    }));
    const q = text.trim();
    const { role } = desk.me.peek();
    const search: Choice[] = [
      { id: "search", group: "Search", title: `Search for “${q}”`, icon: "search" as const, run: () => go({ page: "search", query: { q } }), may: may(role, "read") },
      { id: "articles", group: "Search", title: `Articles with “${q}”`, icon: "book" as const, run: () => go({ page: "articles", query: { q } }), may: true },
    ].filter((one) => q && one.may);
    return [...rank(doable), ...(words.length > 0 ? rank(conversations).slice(0, MOST_CONVERSATIONS) : []), ...search];
  }, [text, list]);
}

export function Palette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const choices = useChoices(text);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => setAt(0), [text]);
  useEffect(() => box.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [at]);

  function choose(choice: Choice | undefined) {
    if (!choice) return;
    onClose();
    // After the dialog gave focus back, so that the command may move it.
    requestAnimationFrame(choice.run);
  }
  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((at + step + choices.length) % Math.max(1, choices.length));
    else if (event.key === "Enter") choose(choices[at]);
    else return;
    event.preventDefault();
  }

  let group = "";
  return (
    <Dialog title="Command palette" onClose={onClose} bare>
      <div class="palette" onKeyDown={onKeyDown}>
        <div class="palette-field">
          <Icon name="search" />
          <input
            role="combobox"
            aria-expanded="true"
            aria-controls="palette-choices"
            aria-label="What do you want to do?"
            placeholder="Do, find, go…"
            aria-activedescendant={choices[at] ? `choice-${at}` : undefined}
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
            autofocus
          />
        </div>
        <div id="palette-choices" class="palette-choices" role="listbox" aria-label="Choices" ref={box}>
          {choices.map((choice, index) => {
            const head = choice.group !== group && (group = choice.group);
            return (
              <Fragment key={choice.id}>
                {head && (
                  <div class="palette-group" role="presentation">
                    {head}
                  </div>
                )}
                <div
                  id={`choice-${index}`}
                  role="option"
                  aria-selected={index === at}
                  class="palette-choice"
                  onClick={() => choose(choice)}
                  onPointerMove={() => setAt(index)}
                >
                  <Icon name={choice.icon} />
                  <span class="cut">{choice.title}</span>
                  {choice.detail && <small>{choice.detail}</small>}
                  {choice.keys && <Kbd keys={shown(choice.keys)} />}
                </div>
              </Fragment>
            );
          })}
          {choices.length === 0 && <p class="palette-none">Nothing matches.</p>}
        </div>
      </div>
    </Dialog>
  );
}
