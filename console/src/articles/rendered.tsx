// An article as a page: nodes made of its passages, so that nothing of a text can be markup.

import { Fragment } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Chunk, Passage } from "../api/types.js";
import { Words } from "../thread/text.js";
import { blocksOf, quotedIn, type Block } from "./blocks.js";

interface RenderedProps {
  /** The level of the heading that it stands under. */
  under?: number;
  chunks: Chunk[];
  /** What a reply quotes of it: marked, and brought into sight. */
  quote?: string | undefined;
}

export function Rendered({ under = 2, chunks, quote = "" }: RenderedProps) {
  const blocks = useMemo(() => blocksOf(chunks), [chunks]);
  const quoted = useMemo(() => quotedIn(chunks, quote), [chunks, quote]);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.querySelector("mark")?.scrollIntoView({ block: "center" }), [quoted]);
  return (
    <div class="rendered" ref={box} dir="auto">
      {blocks.map((block, at) => (
        <BlockView key={at} block={block} quoted={quoted} under={under} />
      ))}
      {quote && quoted.size === 0 && chunks.length > 0 && (
        <p class="told">
          The quote is not in this text as it stands: <q>{quote}</q>
        </p>
      )}
    </div>
  );
}

function BlockView({ block, quoted, under }: { block: Block; quoted: Set<Passage>; under: number }) {
  const words = (passage: Passage) => (quoted.has(passage) ? <mark>{passage.text}</mark> : <Words text={passage.text} />);
  switch (block.kind) {
    case "heading": {
      const Heading = `h${Math.min(6, block.level - 1 + under)}` as "h3";
      return <Heading class={`level-${Math.min(4, block.level)}`}>{block.text}</Heading>;
    }
    case "paragraph":
      return (
        <p>
          {block.passages.map((passage, at) => (
            <Fragment key={at}>
              {at > 0 && " "}
              {words(passage)}
            </Fragment>
          ))}
        </p>
      );
    case "list":
    case "steps": {
      const List = block.kind === "list" ? "ul" : "ol";
      return (
        <List>
          {block.passages.map((passage, at) => (
            <li key={at}>{words(passage)}</li>
          ))}
        </List>
      );
    }
    case "code":
      return <pre tabIndex={0}>{block.passages.map(({ text }) => text).join("\n")}</pre>;
    case "table":
      return (
        <div class="table-box" tabIndex={0} role="region" aria-label="Table">
          <table class="table numbers">
            {block.header.some(Boolean) && (
              <thead>
                <tr>
                  {block.header.map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
            )}
            <tbody>
              {block.rows.map(({ passage, cells }, at) => (
                <tr key={at} class={quoted.has(passage) ? "quoted" : ""}>
                  {cells.map((cell, column) => (
                    <td key={column}>{quoted.has(passage) ? <mark>{cell}</mark> : cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
  }
}
