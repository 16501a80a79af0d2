// Intents whose examples are taken for each other, so that contacts are as well.

import type { Confusions, Intent } from "../api/types.js";
import { href } from "../shell/router.js";
import { count, percent } from "../store/numbers.js";
import type { Loaded } from "../ui/load.js";
import { Empty, Trouble } from "../ui/parts.js";
import { shareWords, titleIn } from "./words.js";

export function ConfusionList({ answer, all }: { answer: Loaded<Confusions | null>; all: Intent[] }) {
  const titleOf = titleIn(all);
  const { value, problem, busy, again } = answer;
  if (problem && !busy) return <Trouble words={problem} again={again} />;
  if (busy || !value)
    return (
      <section class="card under-way" aria-label="Progress">
        <div>
          <b>Looking for intents that are hard to tell apart</b>
          <p role="status">Each example is read by what the others teach. This takes some seconds.</p>
          <progress aria-label="Reading the examples" />
        </div>
      </section>
    );
  return (
    <>
      <div class="tools">
        <p class="lead" role="status">
          {count(value.right)} of {count(value.of)} examples are read as what they are
          {value.of > 0 && ` (${percent(value.right / value.of)})`}, each by what the others teach.
        </p>
        <button class="button" onClick={again}>
          Look again
        </button>
      </div>
      {value.confusions.length === 0 ? (
        <Empty icon="intents" title="No two intents are taken for each other" />
      ) : (
        <>
          <p class="hint">
            How many examples of both are taken for the other. Add examples that belong to only one of the two; where they lead to the same
            help, one intent may be enough.
          </p>
          <ul class="lines" aria-label="Hard to tell apart">
            {value.confusions.map((one) => (
              <li key={`${one.a} ${one.b}`}>
                <div class="lines-main">
                  <span>
                    <IntentLink id={one.a} title={titleOf(one.a)} /> and <IntentLink id={one.b} title={titleOf(one.b)} />
                  </span>
                </div>
                <span class="lines-side">{shareWords(one)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const IntentLink = ({ id, title }: { id: string; title: string }) => (
  <a data-row href={href({ page: "intents", id })}>
    {title}
  </a>
);
