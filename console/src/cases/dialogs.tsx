// The ways to a case: from what the playground answered, and from a turn of a conversation.

import { useEffect, useRef, useState } from "preact/hooks";
import { cases } from "../api/evals.js";
import { Dialog } from "../ui/dialog.js";
import { useLoad } from "../ui/load.js";
import { Lines } from "../ui/page.js";
import { Ago, Empty, Trouble } from "../ui/parts.js";
import { AddCase } from "./add.js";

export function CaseFromTurn({ line, onClose }: { line: Record<string, unknown>; onClose: () => void }) {
  return (
    <Dialog title="Add to a suite" onClose={onClose} wide>
      <AddCase start={line} onClose={onClose} />
    </Dialog>
  );
}

export function ConversationCases({ conversation, onClose }: { conversation: string; onClose: () => void }) {
  const list = useLoad(() => cases.ofConversation(conversation), [conversation]);
  const [chosen, setChosen] = useState<string | null>(null);
  const turns = list.value ?? [];
  const box = useRef<HTMLFieldSetElement>(null);
  // The newest is chosen, and many stand above it.
  useEffect(() => box.current?.querySelector("label:has(:checked)")?.scrollIntoView({ block: "nearest" }), [list.value]);
  const one = turns.find(({ turn }) => turn === chosen) ?? turns.at(-1);
  return (
    <Dialog title="Make a case" onClose={onClose} wide>
      {list.problem && <Trouble words={list.problem} again={list.again} />}
      {!list.value && !list.problem && <Lines count={3} />}
      {list.value && !one && (
        <Empty icon="suites" title="There is no turn to make a case of">
          <p>Usher answered nothing here, or what it answered expects nothing: an answer that cites nothing.</p>
        </Empty>
      )}
      {one && (
        <>
          <fieldset class="choices turns" aria-label="Turn" ref={box}>
            {turns.map(({ turn, at, title }) => (
              <label key={turn} class="choice tight">
                <input type="radio" name="turn" checked={turn === one.turn} onChange={() => setChosen(turn)} />
                <span class="turn-title" dir="auto">
                  {title}
                </span>
                <small>
                  <Ago at={at} />
                </small>
              </label>
            ))}
          </fieldset>
          <p class="hint">Names, addresses and other personal data are taken out. Look at the text once more before you keep it.</p>
          <AddCase key={one.turn} start={one.case} onClose={onClose} />
        </>
      )}
    </Dialog>
  );
}
