// What Usher had and why that was not enough: the evidence with its scores, the answer withheld, the answers given.

import { useState } from "preact/hooks";
import type { HandoffEvidence } from "../api/types.js";
import type { Message } from "../store/entries.js";
import { hrefOfQuote } from "../shell/router.js";
import type { Thread } from "../store/threads.js";
import { Section } from "./packet.js";

/** On an escalation the turn's confidence is that of the answer withheld. */
export function Withheld({ thread }: { thread: Thread }) {
  const turns = thread.entries.value.filter(
    (entry): entry is Message => entry.kind === "message" && entry.turn?.outcome === "escalate",
  );
  const confidence = turns.at(-1)?.turn?.confidence;
  if (!confidence) return null;
  return <Bar share={confidence} words="sure of the answer it held back" />;
}

export function Bar({ share, words }: { share: number; words: string }) {
  const percent = Math.round(share * 100);
  return (
    <div class="bar" role="img" aria-label={`${percent} % ${words}`}>
      <span class="bar-track">
        <i style={{ width: `${percent}%` }} class={percent < 35 ? "low" : percent < 70 ? "middle" : "high"} />
      </span>
      <b>{percent} %</b>
      {words && <small>{words}</small>}
    </div>
  );
}

/** Below it a passage says nothing about the question. */
const NOISE = 0.01;

export function Evidence({ evidence }: { evidence: HandoffEvidence[] }) {
  const [open, setOpen] = useState(0);
  const [all, setAll] = useState(false);
  const weighty = evidence.filter(({ score }) => score >= NOISE);
  const noise = evidence.length - weighty.length;
  return (
    <Section title="Evidence weighed" icon="all">
      {evidence.length === 0 && <p class="quiet">Nothing in the knowledge came near.</p>}
      <ul class="packet-evidence">
        {(all ? evidence : weighty).map((one, at) => (
          <li key={at}>
            <button aria-expanded={open === at} onClick={() => setOpen(open === at ? -1 : at)}>
              <span class="packet-evidence-title">
                {one.title}
                {one.heading && one.heading !== one.title && <i> › {one.heading}</i>}
              </span>
              <Bar share={one.score} words="" />
            </button>
            {open === at && (
              <figure class="quote">
                <blockquote>{one.quote}</blockquote>
                <figcaption>
                  <a href={hrefOfQuote(one.article, one.quote)}>Open the article</a>
                </figcaption>
              </figure>
            )}
          </li>
        ))}
      </ul>
      {noise > 0 && (
        <button class="packet-noise" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Hide" : "Show"} {noise === 1 ? "the one" : `the ${noise}`} below 1 %
        </button>
      )}
    </Section>
  );
}

export function Answered({ answered }: { answered: string[] }) {
  if (answered.length === 0) return null;
  return (
    <Section title="Usher already said" icon="pending">
      <ul class="packet-answered">
        {answered.map((text, at) => (
          <li key={at}>{text}</li>
        ))}
      </ul>
    </Section>
  );
}

/** Ready to edit; the composer below has the engine's newest, this is what it had when it handed over. */
export function SuggestedReply({ text, onEdit }: { text: string | null; onEdit: ((text: string) => void) | null }) {
  if (!text) return null;
  return (
    <Section title="Suggested reply" icon="send">
      <blockquote class="packet-reply">{text}</blockquote>
      {onEdit && (
        <button class="button small" onClick={() => onEdit(text)}>
          Edit as reply
        </button>
      )}
    </Section>
  );
}
