// What came of the turn and why, how sure it was beside what is needed, and every sentence with what stands behind it.

import type { SupportedSentence, Tried, WholeTurn } from "../api/types.js";
import { count, duration } from "../store/numbers.js";
import { because } from "../store/words.js";
import { Badge, Out } from "../ui/parts.js";
import { Meter, Support } from "./meter.js";
import { apart } from "./support.js";

export const OUTCOMES = {
  answer: { name: "Answers", tone: "green" },
  guide: { name: "Offers a guide", tone: "blue" },
  clarify: { name: "Asks back", tone: "brass" },
  escalate: { name: "Hands over", tone: "accent" },
} as const;

const SURE = { answer: "sure of this answer", guide: "sure of this guide", clarify: "sure of its best reading", escalate: "sure of what it held back" } as const;

export function Verdict({ tried, asked }: { tried: Tried; asked: boolean }) {
  const { turn, threshold, took_ms } = tried;
  const { name, tone } = OUTCOMES[turn.outcome];
  const { language_model, calls } = turn.trace;
  const tokens = calls.reduce((sum, { used }) => sum + used.tokens_in + used.tokens_out, 0);
  return (
    <section class="card verdict" aria-label="Decision">
      <header>
        <Badge tone={tone}>{name}</Badge>
        <p>because {turn.reason === "confident" ? "it was sure enough" : because(turn.reason)}.</p>
      </header>
      <Meter share={turn.confidence} threshold={threshold} words={SURE[turn.outcome]} />
      <dl class="verdict-facts">
        <div>
          <dt>Took</dt>
          <dd>{duration(took_ms)}</dd>
        </div>
        <div>
          <dt>Language model</dt>
          <dd>{language_model || (asked ? "none took part" : "left out")}</dd>
        </div>
        {calls.length > 0 && (
          <div>
            <dt>Calls</dt>
            <dd>
              {calls.length} with {count(tokens)} tokens
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

export function Sentences({ sentences, turn }: { sentences: SupportedSentence[]; turn: WholeTurn }) {
  if (sentences.length === 0) return null;
  return (
    <section class="card" aria-label="Sentences">
      <h2>Every sentence and what stands behind it</h2>
      <ol class="backed">
        {sentences.map(({ text, citation, support, why }, at) => {
          const source = turn.citations[citation];
          return (
            <li key={at}>
              <div class="backed-line">
                <p>{text}</p>
                <Support share={support} />
              </div>
              {why.length > 0 && <Apart why={why} />}
              {source ? (
                <figure class="quote">
                  <blockquote>{source.quote}</blockquote>
                  <figcaption>
                    <b>{citation + 1}</b> <Out href={source.url}>{source.title}</Out>
                    {source.heading && source.heading !== source.title && ` › ${source.heading}`} <small>version {source.version}</small>
                  </figcaption>
                </figure>
              ) : (
                <p class="no-source">No source</p>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Quiet: how far a sentence is from its passage's own words says little where it is well supported. */
const Apart = ({ why }: { why: SupportedSentence["why"] }) => (
  <ul class="backed-why" aria-label="What sets it apart from its passage">
    {apart(why).map(({ words, odds, adds }) => (
      <li key={words} title={`${adds ? "Adds to" : "Takes from"} the log odds that it is supported`}>
        {words} <b class={adds ? "adds" : ""}>{odds}</b>
      </li>
    ))}
  </ul>
);
