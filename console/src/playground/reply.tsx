// The turn as the contact would see it.

import { useState } from "preact/hooks";
import type { Turn, WholeTurn } from "../api/types.js";
import { Citations } from "../thread/citations.js";
import { sentencesOf, Words } from "../thread/text.js";
import { Icon } from "../ui/icon.js";

interface ReplyProps {
  turn: WholeTurn;
  /** Says what a quick reply says; null where it is past. */
  onChoose: ((text: string) => void) | null;
}

export function Reply({ turn, onChoose }: ReplyProps) {
  const [source, setSource] = useState<number | null>(null);
  const { reply, citations, guide, outcome } = turn;
  const open = (at: number) => setSource(source === at ? null : at);
  return (
    <div class="try-reply">
      {reply.text && (
        <p class="bubble">
          {sentencesOf(reply.text, reply.sentences).map(({ text, citation }, at) => (
            <span key={at}>
              <Words text={text} />
              {citation !== null && citations[citation] && (
                <button class="cite" aria-expanded={source === citation} aria-label={`Source ${citation + 1}`} onClick={() => open(citation)}>
                  {citation + 1}
                </button>
              )}
            </span>
          ))}
        </p>
      )}
      {citations.length > 0 && <Citations citations={citations} open={source} onOpen={open} />}
      {guide && <Steps guide={guide} />}
      {reply.options.length > 0 && (
        <div class="chips" role="group" aria-label="Quick replies">
          {reply.options.map(({ text }) => (
            <button key={text} class="button small" disabled={!onChoose} onClick={() => onChoose?.(text)}>
              {text}
            </button>
          ))}
        </div>
      )}
      {outcome === "answer" && !!turn.citations.length && <p class="hint">{sureness(turn.confidence)}</p>}
      {outcome === "escalate" && (
        <p class="try-handed">
          <Icon name="you" size={16} />
          Handed to a person. They see everything written here.
        </p>
      )}
    </div>
  );
}

/** The widget's own words and limits. */
const sureness = (confidence: number) =>
  confidence >= 0.9 ? "✓ Well covered by the docs" : confidence >= 0.75 ? "Likely right – check the source" : "Not certain – check the source";

const Steps = ({ guide }: { guide: NonNullable<Turn["guide"]> }) => (
  <section class="guide" aria-label={`Guide: ${guide.title}`}>
    <div class="try-guide">
      <Icon name="guide" size={16} />
      <b>{guide.title}</b>
    </div>
    <ol>
      {guide.steps.map(({ id, instruction }) => (
        <li key={id}>{instruction}</li>
      ))}
    </ol>
  </section>
);
