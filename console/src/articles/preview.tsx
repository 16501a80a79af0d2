// What becomes of a text: the page as it is read, and the chunks that search sees.

import { useEffect, useRef, useState } from "preact/hooks";
import { articles } from "../api/knowledge.js";
import { inWords } from "../api/problem.js";
import type { Chunk, Preview } from "../api/types.js";
import { count } from "../store/numbers.js";
import { listed } from "../store/words.js";
import { Icon } from "../ui/icon.js";
import { Lines } from "../ui/page.js";
import { Badge } from "../ui/parts.js";
import { Rendered } from "./rendered.js";
import { cleaned, type Text } from "./words.js";

const PAUSE = 400;

export interface Previewed {
  preview: Preview | null;
  trouble: string | null;
}

/** Asked a moment after the last key; what was there stays until the next is. */
export function usePreview(id: string, text: Text): Previewed {
  const [state, setState] = useState<Previewed>({ preview: null, trouble: null });
  const asked = useRef(0);
  useEffect(() => {
    const mine = ++asked.current;
    const timer = window.setTimeout(
      () =>
        articles.preview({ id: id || "articles/new.md", meta: cleaned(text.meta), body: text.body }).then(
          (preview) => mine === asked.current && setState({ preview, trouble: null }),
          (error: unknown) => mine === asked.current && setState((was) => ({ ...was, trouble: inWords(error) })),
        ),
      mine === 1 ? 0 : PAUSE,
    );
    return () => window.clearTimeout(timer);
  }, [id, text.meta, text.body]);
  return state;
}

export function PageView({ previewed: { preview, trouble } }: { previewed: Previewed }) {
  return (
    <div class="article-page">
      <Problems preview={preview} trouble={trouble} />
      {!preview && !trouble && <Lines count={4} />}
      {preview && !preview.problem && (
        <>
          <h2 class="article-title">{preview.title}</h2>
          {preview.description && <p class="lead">{preview.description}</p>}
          <Rendered chunks={preview.chunks} />
        </>
      )}
    </div>
  );
}

export function ChunksView({ previewed: { preview, trouble } }: { previewed: Previewed }) {
  const chunks = preview?.chunks ?? [];
  return (
    <div class="article-page">
      <Problems preview={preview} trouble={trouble} />
      {!preview && !trouble && <Lines count={4} />}
      {preview && !preview.problem && (
        <>
          <p class="hint">
            Search finds {chunks.length === 1 ? "one chunk" : `${count(chunks.length)} chunks`},{" "}
            {count(chunks.reduce((sum, { tokens }) => sum + tokens, 0))} tokens in all. A reply quotes single passages of them,
            word by word.
          </p>
          <ol class="chunks">
            {chunks.map((chunk, at) => (
              <ChunkView key={at} chunk={chunk} title={preview.title} />
            ))}
          </ol>
        </>
      )}
    </div>
  );
}

const KINDS = { sentence: "Sentence", item: "Item", step: "Step", row: "Row", code: "Code", question: "Question" };

const ChunkView = ({ chunk, title }: { chunk: Chunk; title: string }) => (
  <li class="chunk">
    <header>
      <b>{chunk.is_questions ? "Questions that lead here" : [title, ...chunk.headings].join(" › ")}</b>
      <Badge>{count(chunk.tokens)} tokens</Badge>
    </header>
    <ul>
      {chunk.passages.map(({ kind, text }, at) => (
        <li key={at}>
          <small>{KINDS[kind]}</small>
          {kind === "code" ? <code>{text}</code> : <span dir="auto">{text}</span>}
        </li>
      ))}
    </ul>
  </li>
);

/** What stands in the way of publishing, what was left out, and what people should look at. */
export function Problems({ preview, trouble }: { preview: Preview | null; trouble: string | null }) {
  return (
    <div class="problems" role="status">
      {trouble && (
        <p class="told soft">
          <Icon name="alert" size={15} />
          <span>There is no preview right now. {trouble}</span>
        </p>
      )}
      {preview?.problem && (
        <p class="told soft">
          <Icon name="alert" size={15} />
          <span>
            <b>It cannot be published like this.</b> {preview.problem}
          </span>
        </p>
      )}
      {preview && preview.dropped.length > 0 && (
        <p class="told">
          <Icon name="cross" size={15} />
          <span>
            <b>Not taken over:</b> {listed(preview.dropped)}. Replies are words; say in the text what these show.
          </span>
        </p>
      )}
      {preview?.flags.map(({ quote, why, place }) => (
        <div key={quote} class="told soft">
          <Icon name="eye" size={15} />
          <span>
            <b>Look at this{place && `, in ${place}`}:</b> <q dir="auto">{quote}</q> {why}
          </span>
        </div>
      ))}
    </div>
  );
}
