// Two versions of an article, line by line.

import { useMemo, useState } from "preact/hooks";
import { articles } from "../api/knowledge.js";
import type { VersionRow, WholeArticle } from "../api/types.js";
import { go, href } from "../shell/router.js";
import { Select } from "../ui/field.js";
import { IconButton } from "../ui/parts.js";
import { useLoad } from "../ui/load.js";
import { Lines } from "../ui/page.js";
import { Trouble } from "../ui/parts.js";
import { Head } from "./article.js";
import { diff, fold, tally, type DiffRow, type Part } from "./diff.js";
import { VERSION_STATE } from "./words.js";

interface CompareProps {
  whole: WholeArticle;
  /** `3,5`. */
  pair: string;
}

const nameOf = ({ version, state, by }: VersionRow) =>
  `Version ${version}, ${VERSION_STATE[state].words.toLowerCase()}${by ? `, ${by.name}` : ""}`;

export function Compare({ whole, pair }: CompareProps) {
  const { article, versions } = whole;
  const [a = 0, b = 0] = pair.split(",").map(Number);
  const both = useLoad(() => Promise.all([articles.version(article.id, a), articles.version(article.id, b)]), [article.id, a, b]);
  const texts = both.value;
  const here = texts && texts[0].version === a && texts[1].version === b;
  const rows = useMemo(() => (here ? diff(texts[0].text, texts[1].text) : null), [texts, here]);
  const show = (from: number, to: number) => go({ page: "articles", id: article.id, query: { compare: `${from},${to}` } }, true);
  const options = versions.map((one): [string, string] => [`${one.version}`, nameOf(one)]);
  const { added, removed } = tally(rows ?? []);
  return (
    <section class="article" aria-label="Comparison">
      <Head title={article.title} whole={whole} within />
      <div class="compare-tools">
        <Select label="From" value={`${a}`} options={options} onChange={(from) => show(Number(from), b)} />
        <IconButton icon="reopen" label="Turn round" onClick={() => show(b, a)} />
        <Select label="To" value={`${b}`} options={options} onChange={(to) => show(a, Number(to))} />
        <p class="hint" role="status">
          {rows && (added + removed === 0 ? "They say the same." : `${added} added, ${removed} removed`)}
        </p>
        <a class="button small" href={href({ page: "articles", id: article.id, query: { version: `${b}` } })}>
          Open version {b}
        </a>
      </div>
      <div class="compare-scroll" tabIndex={0} role="region" aria-label="What differs">
        {both.problem && <Trouble words={both.problem} again={both.again} />}
        {!rows && !both.problem && <Lines />}
        {rows && added + removed > 0 && <DiffView rows={rows} before={`Version ${a}`} after={`Version ${b}`} />}
      </div>
    </section>
  );
}

interface DiffProps {
  rows: DiffRow[];
  before: string;
  after: string;
}

/** Told apart by colour, by sign, by underline and strike, and by words for who hears it. */
export function DiffView({ rows, before, after }: DiffProps) {
  const pieces = useMemo(() => fold(rows), [rows]);
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  return (
    <div class="diff" tabIndex={0} role="region" aria-label={`${before} against ${after}`}>
      <table>
        <caption class="sr-only">
          What was removed from “{before}” and added in “{after}”
        </caption>
        <thead class="sr-only">
          <tr>
            <th scope="col">Line of {before}</th>
            <th scope="col">Line of {after}</th>
            <th scope="col">Change</th>
            <th scope="col">Words</th>
          </tr>
        </thead>
        <tbody>
          {pieces.map(({ folded, rows: lines }, at) =>
            folded && !open.has(at) ? (
              <tr key={at} class="folded">
                <td colSpan={4}>
                  <button class="link" type="button" onClick={() => setOpen(new Set([...open, at]))}>
                    {lines.length} lines that are the same
                  </button>
                </td>
              </tr>
            ) : (
              lines.map((row, line) => <Line key={`${at} ${line}`} row={row} />)
            ),
          )}
        </tbody>
      </table>
    </div>
  );
}

function Line({ row }: { row: DiffRow }) {
  const sign = row.kind === "added" ? "+" : row.kind === "removed" ? "−" : "";
  return (
    <tr class={row.kind}>
      <td class="line">{row.kind === "added" ? "" : row.a}</td>
      <td class="line">{row.kind === "removed" ? "" : row.b}</td>
      <td class="sign">
        <span aria-hidden="true">{sign}</span>
        {sign && <span class="sr-only">{row.kind}</span>}
      </td>
      <td class="words" dir="auto">
        {row.kind === "same"
          ? row.text
          : row.parts.map((part, at) => <PartView key={at} part={part} kind={row.kind} whole={row.parts.length === 1} />)}
      </td>
    </tr>
  );
}

/** Within a line that is new as a whole nothing stands out. */
function PartView({ part: { text, same }, kind, whole }: { part: Part; kind: "added" | "removed"; whole: boolean }) {
  if (same || whole) return <>{text}</>;
  return kind === "added" ? <ins>{text}</ins> : <del>{text}</del>;
}
