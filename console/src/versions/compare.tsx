// Two versions, line by line.

import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import { diff, fold, tally, type DiffRow, type Part } from "../articles/diff.js";
import { VERSION_STATE } from "../articles/words.js";
import { go } from "../shell/router.js";
import { Select } from "../ui/field.js";
import { useLoad } from "../ui/load.js";
import { Lines } from "../ui/page.js";
import { IconButton, Trouble } from "../ui/parts.js";
import { hrefOf, type AnyVersion, type AnyVersionRow, type Subject } from "./subject.js";

interface CompareProps {
  subject: Subject;
  versions: AnyVersionRow[];
  /** `3,5`. */
  pair: string;
  read: (version: number) => Promise<AnyVersion>;
  head: ComponentChildren;
}

const nameOf = ({ version, state, by }: AnyVersionRow) =>
  `Version ${version}, ${VERSION_STATE[state].words.toLowerCase()}${by ? `, ${by.name}` : ""}`;

export function Compare({ subject, versions, pair, read, head }: CompareProps) {
  const [a = 0, b = 0] = pair.split(",").map(Number);
  const both = useLoad(() => Promise.all([read(a), read(b)]), [subject.id, a, b]);
  const texts = both.value;
  const here = texts && texts[0].version === a && texts[1].version === b;
  const rows = useMemo(() => (here ? diff(texts[0].text, texts[1].text) : null), [texts, here]);
  const show = (from: number, to: number) => go({ page: subject.page, id: subject.id, query: { compare: `${from},${to}` } }, true);
  const options = versions.map((one): [string, string] => [`${one.version}`, nameOf(one)]);
  const { added, removed } = tally(rows ?? []);
  return (
    <section class="article" aria-label="Comparison">
      {head}
      <div class="compare-tools">
        <Select label="From" value={`${a}`} options={options} onChange={(from) => show(Number(from), b)} />
        <IconButton icon="reopen" label="Turn round" onClick={() => show(b, a)} />
        <Select label="To" value={`${b}`} options={options} onChange={(to) => show(a, Number(to))} />
        <p class="hint" role="status">
          {rows && (added + removed === 0 ? "They say the same." : `${added} added, ${removed} removed`)}
        </p>
        <a class="button small" href={hrefOf(subject, { version: `${b}` })}>
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
