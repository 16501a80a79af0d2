// Questions that ask for the same, and what a person said to the most typical of them.

import type { Answered } from "../api/types.js";
import { count } from "../store/numbers.js";
import { Ago } from "../ui/parts.js";
import { CardFoot, Few, TalkLink } from "./card.js";

interface SaidCardProps {
  one: Answered;
  /** Whether the conversations may be opened. */
  reads: boolean;
  onWrite: (() => void) | null;
}

const CLOSEST = { before: "Closest when it was asked:", after: ".", none: "No article came close when it was asked." };

export const SaidCard = ({ one, reads, onWrite }: SaidCardProps) => (
  <li class="card gap">
    <header>
      <h2>{one.name}</h2>
    </header>
    <p>
      <b>
        Answered {one.count === 1 ? "once" : `${count(one.count)} times`}, for{" "}
        {one.contacts === 1 ? "one contact" : `${count(one.contacts)} contacts`}.
      </b>
    </p>
    <q dir="auto">{one.question}</q>
    <figure class="quote said-answer">
      <blockquote dir="auto">{one.answer}</blockquote>
      <figcaption>
        {one.by?.name ?? "Somebody who left"}, <Ago at={one.at} />
        {reads && <TalkLink conversation={one.conversation} question={one.question} />}
      </figcaption>
    </figure>
    <Few all={one.examples} few={0} more={(hidden) => (hidden === 1 ? "1 more like it" : `${hidden} more like it`)}>
      {(example) => (
        <li key={example.conversation}>
          <q dir="auto">{example.question}</q>
          <span dir="auto">{example.answer}</span>
          <small>
            <Ago at={example.at} />
            {reads && <TalkLink conversation={example.conversation} question={example.question} />}
          </small>
        </li>
      )}
    </Few>
    <CardFoot nearest={one.nearest} words={CLOSEST} onWrite={onWrite} />
  </li>
);
