// Short words at the edge that go by themselves; said to screen readers as well.

import { signal } from "@preact/signals";
import { inWords } from "../api/problem.js";
import { Icon } from "./icon.js";

interface Toast {
  id: number;
  tone: "plain" | "bad";
  text: string;
  undo?: () => void;
}

const toasts = signal<Toast[]>([]);
let last = 0;
const LASTS = 6000;

export function toast(text: string, undo?: () => void, tone: Toast["tone"] = "plain"): void {
  const id = ++last;
  toasts.value = [...toasts.peek().slice(-1), { id, tone, text, ...(undo && { undo }) }];
  window.setTimeout(() => drop(id), LASTS);
}

export const failed = (error: unknown) => toast(inWords(error), undefined, "bad");

const drop = (id: number) => void (toasts.value = toasts.peek().filter((one) => one.id !== id));

export function Toasts() {
  return (
    <div class="toasts" role="status" aria-live="polite">
      {toasts.value.map(({ id, tone, text, undo }) => (
        <div key={id} class={`toast ${tone}`}>
          <Icon name={tone === "bad" ? "alert" : "check"} />
          <span>{text}</span>
          {undo && (
            <button class="link" onClick={() => (undo(), drop(id))}>
              Undo
            </button>
          )}
          <button class="icon-button small" aria-label="Dismiss" onClick={() => drop(id)}>
            <Icon name="cross" />
          </button>
        </div>
      ))}
    </div>
  );
}
