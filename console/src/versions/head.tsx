// The head of what is open: the way back, its name, how it stands, and what can be done.

import type { ComponentChildren } from "preact";
import { go } from "../shell/router.js";
import { Ago, Badge, IconButton } from "../ui/parts.js";
import type { AnyVersionRow, Subject } from "./subject.js";
import type { Writing } from "./writing.js";

export interface Mark {
  words: string;
  tone: string;
  hint: string;
}

interface HeadProps {
  title: string;
  subject: Pick<Subject, "page" | "noun" | "id">;
  marks: Mark[];
  /** Back to it instead of the list. */
  within?: boolean;
  /** What the list was narrowed to. */
  listed: Record<string, string>;
  children?: ComponentChildren;
}

export function Head({ title, subject: { page, noun, id }, marks, within = false, listed, children }: HeadProps) {
  return (
    <header class="article-head">
      <IconButton
        icon="back"
        label={within ? `Back to the ${noun}` : `Back to the ${page}`}
        onClick={() => go(within ? { page, id } : { page, query: listed })}
      />
      <div class="article-name">
        <h1 class="cut" dir="auto">
          {title}
        </h1>
        {title !== id && <code class="path cut">{id}</code>}
      </div>
      {marks.length > 0 && (
        <span class="badges">
          {marks.map(({ words, tone, hint }) => (
            <Badge key={words} tone={tone} title={hint}>
              {words}
            </Badge>
          ))}
        </span>
      )}
      {children && <div class="head-acts">{children}</div>}
    </header>
  );
}

/** How what is written stands against what is stored. */
export function Standing<T, V, More>({ writing, stored }: { writing: Writing<T, V, More>; stored: AnyVersionRow }) {
  return (
    <span class="standing" role="status">
      {writing.busy ? (
        "Saving…"
      ) : writing.dirty ? (
        "Not saved; kept on this device"
      ) : (
        <>
          {stored.state === "draft" ? `Draft ${stored.version} saved` : `Version ${stored.version}`},{" "}
          <Ago at={stored.created_at} />
        </>
      )}
    </span>
  );
}
