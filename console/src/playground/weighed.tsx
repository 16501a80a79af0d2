// What was weighed on the way: what was understood, what was found, what could have been said and why it was not.

import { useState } from "preact/hooks";
import type { EvidenceTrace, ProposalTrace, Understanding, WholeTurn } from "../api/types.js";
import { Bar } from "../packet/weighed.js";
import { href, hrefOfQuote } from "../shell/router.js";
import { percent } from "../store/numbers.js";
import { humane } from "../store/words.js";
import { Badge } from "../ui/parts.js";
import { fatesOf, pairOf, type Fate } from "./fate.js";
import { measured, type Measure } from "./features.js";

export function Understood({ understanding: u }: { understanding: Understanding }) {
  const [best] = u.intents;
  const facts: [string, string][] = [
    ["Read as", u.query || "–"],
    ["Language", u.language || "too short to tell"],
    ["About the product", percent(u.in_scope)],
    ["Intent", best ? u.intents.slice(0, 3).map(({ intent, probability }) => `${humane(intent)} ${percent(probability)}`).join(", ") : "none is taught"],
    ["Topic", u.topic ? `${humane(u.topic)} ${percent(u.topic_probability)}` : "none"],
    ["Wants a person", percent(u.wants_person)],
    ["Urgency", percent(u.urgency)],
    ["Frustration", percent(u.frustration)],
    ["Sentiment", `${u.sentiment > 0 ? "+" : u.sentiment < 0 ? "−" : ""}${Math.abs(u.sentiment).toFixed(2)} of −1 to +1`],
    ["Tries that failed", `${u.failures}`],
  ];
  return (
    <section class="card" aria-label="Understood">
      <h2>What was understood</h2>
      <dl class="understood">
        {facts.map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** So many passages are shown at first. */
const FEW = 6;

export function Found({ turn }: { turn: WholeTurn }) {
  const [all, setAll] = useState(false);
  const { evidence } = turn.trace;
  const cited = new Set(turn.citations.map(({ chunk }) => chunk));
  const titles = new Map(turn.citations.map(({ article, title }) => [article, title]));
  const shown = all ? evidence : evidence.slice(0, FEW);
  return (
    <section class="card" aria-label="Evidence">
      <h2>
        What was found <span class="total">{evidence.length}</span>
      </h2>
      {evidence.length === 0 && <p class="quiet">Nothing in the knowledge came near.</p>}
      {evidence.length > 0 && (
        <div class="table-box" tabIndex={0} role="region" aria-label="Passages">
          <table class="table words found">
            <thead>
              <tr>
                <th scope="col">Passage</th>
                <th scope="col">Score</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <Passage key={one.chunk} evidence={one} title={titles.get(one.article)} cited={cited.has(one.chunk)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {evidence.length > FEW && (
        <button class="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Fewer" : `${evidence.length - FEW} more`}
        </button>
      )}
    </section>
  );
}

function Passage({ evidence, title, cited }: { evidence: EvidenceTrace; title: string | undefined; cited: boolean }) {
  const { heading, article, quote, score, signals } = evidence;
  const most = Object.entries(signals).filter(([, value]) => Math.abs(value) >= 0.005);
  return (
    <tr>
      <td>
        <div class="found-head">
          <b>{title ?? heading}</b>
          {title && heading && heading !== title && <span>› {heading}</span>}
          {cited && <Badge tone="green">Cited</Badge>}
        </div>
        <a class="found-article" href={hrefOfQuote(article, quote)}>
          <code>{article}</code>
        </a>
        <blockquote>{quote}</blockquote>
        {most.length > 0 && (
          <details>
            <summary>Signals</summary>
            <dl class="signals">
              {most
                .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a))
                .map(([name, value]) => (
                  <div key={name}>
                    <dt>{name.replaceAll("_", " ")}</dt>
                    <dd>{value.toFixed(2)}</dd>
                  </div>
                ))}
            </dl>
          </details>
        )}
      </td>
      <td class="found-score" data-label="Score">
        <Bar share={score} words="" />
      </td>
    </tr>
  );
}

export function Proposals({ turn, threshold }: { turn: WholeTurn; threshold: number | null }) {
  const { proposals } = turn.trace;
  const fates = fatesOf(turn, threshold);
  const all = proposals.map((proposal, at) => ({ proposal, fate: fates[at]! }));
  const pair = pairOf(proposals);
  const none = !fates.some(({ taken }) => taken);
  return (
    <section class="card" aria-label="Proposals">
      <h2>
        What could have been said <span class="total">{proposals.length}</span>
      </h2>
      {proposals.length === 0 && <p class="quiet">There was nothing to propose.</p>}
      <ul class="proposals">
        {all.map((one, at) => {
          if (at === pair?.[1]) return null;
          const second = at === pair?.[0] ? all[pair[1]] : undefined;
          const taken = one.fate.taken || second?.fate.taken === true;
          return (
            <li key={at} class={taken ? "taken" : ""}>
              {second ? <TwoWordings inArticles={one} inModels={second} /> : <Wording {...one} name={humane(one.proposal.kind)} />}
              <Measured features={one.proposal.features} open={taken || (at === 0 && none)} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface Weighed {
  proposal: ProposalTrace;
  fate: Fate;
}

/** One answer, as the articles and as the model word it: what is measured counts for both. */
const TwoWordings = ({ inArticles, inModels }: { inArticles: Weighed; inModels: Weighed }) => (
  <div class="wordings">
    <div class="wording">
      <Wording {...inModels} name="In the model’s words" />
    </div>
    <div class="wording">
      <Wording {...inArticles} name="In the articles’ words" />
    </div>
  </div>
);

function Wording({ proposal, fate, name }: Weighed & { name: string }) {
  return (
    <>
      <div class="proposal-head">
        <Badge tone={fate.taken ? "green" : "grey"}>{name}</Badge>
        <span>{fate.words}</span>
        <b>{percent(proposal.confidence)}</b>
      </div>
      <p class="proposal-words" dir="auto">
        {proposal.summary}
      </p>
      {proposal.articles.length > 0 && (
        <p class="hint">
          Rests on{" "}
          {proposal.articles.map((article, at) => (
            <span key={article}>
              {at > 0 && ", "}
              <a href={href({ page: "articles", id: article })}>
                <code>{article}</code>
              </a>
            </span>
          ))}
        </p>
      )}
      {proposal.dropped.length > 0 && (
        <div class="dropped">
          <b>Left out: its passages do not say it</b>
          <ul>
            {proposal.dropped.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

function Measured({ features, open }: { features: ProposalTrace["features"]; open: boolean }) {
  const { speaksFor, speaksAgainst, also } = measured(features);
  if (speaksFor.length + speaksAgainst.length + also.length === 0) return null;
  return (
    <details open={open}>
      <summary>What speaks for and against it</summary>
      <div class="measures">
        <Measures title="For" tone="high" measures={speaksFor} />
        <Measures title="Against" tone="low" measures={speaksAgainst} />
      </div>
      {also.length > 0 && (
        <p class="hint">Measured, too: {also.map(({ words, value }) => `${words} ${value.toFixed(2)}`).join(", ")}.</p>
      )}
      <p class="hint">These are what was measured. How much each counts is learned from cases.</p>
    </details>
  );
}

const Measures = ({ title, tone, measures }: { title: string; tone: string; measures: Measure[] }) => (
  <div>
    <h3>{title}</h3>
    {measures.length === 0 && <p class="quiet">Nothing.</p>}
    <ul>
      {measures.map(({ name, words, value }) => (
        <li key={name} title={name}>
          <span>{words}</span>
          <i class={`measure ${tone}`} aria-hidden="true">
            <i style={{ width: `${Math.min(1, Math.abs(value)) * 100}%` }} />
          </i>
          <b>{value.toFixed(2)}</b>
        </li>
      ))}
    </ul>
  </div>
);
