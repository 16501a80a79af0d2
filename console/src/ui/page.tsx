// What pages of the company have in common: a head, a table that keys go through, states of what is on its way.

import type { ComponentChildren, RefObject } from "preact";
import { useRef } from "preact/hooks";
import { useCommands } from "../shell/commands.js";
import { IconButton } from "./parts.js";

interface PageHeadProps {
  title: string;
  count?: number | null;
  openDrawer: () => void;
  /** Where the page is one of many: the way back to them. */
  back?: { label: string; to: () => void };
  /** How it stands, beside the title. */
  mark?: ComponentChildren;
  /** What can be done here, at the right. */
  children?: ComponentChildren;
}

export function PageHead({ title, count, openDrawer, back, mark, children }: PageHeadProps) {
  return (
    <header class={`pane-head ${back ? "back-head" : ""}`}>
      <IconButton icon="menu" label="Menu" class="phone-only" onClick={openDrawer} />
      {back && <IconButton icon="back" label={back.label} onClick={back.to} />}
      <h1 class={back ? "cut" : ""}>{title}</h1>
      {mark}
      {count !== undefined && count !== null && <span class="total">{count}</span>}
      {children && <div class="head-acts">{children}</div>}
    </header>
  );
}

interface MoreProps {
  next: string | null;
  busy: boolean;
  more: () => void;
}

/** The rest of a list that comes in pages. */
export const More = ({ next, busy, more }: MoreProps) =>
  next ? (
    <button class="button more" disabled={busy} onClick={more}>
      {busy ? "Reading…" : "More"}
    </button>
  ) : null;

export const Lines = ({ count = 6 }: { count?: number }) => (
  <div class="skeleton thin" role="status" aria-label="Loading">
    {Array.from({ length: count }, (_, at) => (
      <i key={at} />
    ))}
  </div>
);

/** j and k go from one `[data-row]` to the next; what has the focus is opened by Enter as any button is. */
export function useRowKeys<T extends HTMLElement>(what: string): RefObject<T | null> {
  const box = useRef<T>(null);
  useCommands(() => {
    const move = (step: number) => {
      const rows = [...(box.current?.querySelectorAll<HTMLElement>("[data-row]") ?? [])];
      const at = rows.indexOf(document.activeElement as HTMLElement);
      rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))]?.focus();
    };
    return [
      { id: "next", title: `Next ${what}`, group: "List", icon: "down", keys: "j", run: () => move(1) },
      { id: "previous", title: `Previous ${what}`, group: "List", icon: "back", keys: "k", run: () => move(-1) },
    ];
  }, [what]);
  return box;
}
