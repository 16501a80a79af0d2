// The guide player: step after step, each verified in the live page, every outcome reported.

import type { Guide, StepReport } from "../api/types";
import type { Strings } from "../i18n/strings";
import { makeBubble } from "./bubble";
import { hold } from "./conditions";
import { find } from "./fingerprint";
import { isWriting, listenKeys } from "./keys";
import { makeOverlay } from "./overlay";
import { type PlayedStep, type View, playStep } from "./step";

/** Milliseconds between two looks at the page, and the share of time that looking may take. */
const LOOK_EVERY = 200;
const SHARE = 0.1;
/** Milliseconds that an element is missing before an earlier step, undone meanwhile, is shown again. */
const GONE = 3_000;
const RETURNS = 3;
const LAST_WORDS = 2_500;

export interface PlayOptions {
  /** The step to begin with, from 0; those whose postconditions hold are passed over. */
  start: number;
  strings: Strings;
  locale: string;
  report(step: StepReport): void;
  hostEvents: { on(listener: (name: string) => void): () => void };
  /** Host events that came shortly before, such as while the page was loading. */
  heard?: readonly string[];
  ended(how: "completed" | "stopped" | "lost"): void;
  /** Which step is due now: kept by the caller, it is the `start` after a page load. */
  moved?(step: number): void;
  /** The widget's colours; without them, the player's own. */
  looks?: CSSStyleSheet;
}

export interface Played {
  remove(): void;
  /** The step that is due, from 0. */
  at(): number;
}

/** Plays `guide` on this page until it ends, the contact stops it, or `remove` is called. */
export function playGuide(guide: Guide, options: PlayOptions): Played {
  const { strings } = options;
  const total = guide.steps.length;
  const heard = new Set(options.heard);
  let index = -1;
  let step: PlayedStep | undefined;
  let verified = true;
  let gone = 0;
  let returns = 0;
  let timer = 0;
  let looked = 0;
  let over = false;

  const due = (): Guide["steps"][number] => guide.steps[index]!;
  const report = (outcome: StepReport["outcome"], reason?: string): void =>
    options.report({ guide: guide.id, step: due().id, outcome, ...(reason ? { reason } : {}) });

  const bubble = makeBubble(guide.title, total, strings, {
    main: () => step?.confirm(),
    back: () => go(Math.max(0, index - 1), true),
    skip: () => leave("skipped"),
    stop: () => (over ? overlay.remove() : end("stopped")),
    differs: () => step?.differs(),
    show: () => overlay.scrollTo(),
  });
  const overlay = makeOverlay(bubble.node, { looks: options.looks, locale: options.locale });
  const keys = listenKeys(bubble.node, () => end("stopped"), () => step?.view().element);
  const unhear = options.hostEvents.on((name) => {
    heard.add(name);
    soon();
  });

  function go(to: number, again = false): void {
    step?.remove();
    if (to >= total) return end(verified ? "completed" : "lost");
    index = to;
    gone = 0;
    step = playStep(due(), { heard, again, failed: (reason) => report("failed", reason), stirred: soon });
    options.moved?.(index);
    soon();
  }

  function leave(outcome: "completed" | "skipped", reason?: string): void {
    report(outcome, reason);
    verified = outcome === "completed";
    // An event counts for the step that it came in.
    heard.clear();
    go(index + 1);
  }

  function look(): void {
    if (over || !step) return;
    const began = performance.now();
    // A hidden tab is not looked at; its time does not count.
    const passed = Math.min(began - looked, 2 * LOOK_EVERY);
    looked = began;
    if (!document.hidden) {
      const doing = step;
      const how = doing.look(passed);
      if (how) leave("completed", how === "held" ? "already_held" : undefined);
      else if (!returned(passed, doing.view())) draw(doing.view());
      if (!over) overlay.keep();
    }
    const took = performance.now() - began;
    if (!over) soon(Math.max(LOOK_EVERY, took / SHARE));
  }

  /** The contact went elsewhere or closed a dialog: the step that leads back here is shown again. */
  function returned(passed: number, view: View): boolean {
    gone = view.phase === "waiting" ? gone + passed : 0;
    if (gone < GONE || returns >= RETURNS) return false;
    gone = 0;
    for (let i = index - 1; i >= 0; i -= 1) {
      const { target, postconditions } = guide.steps[i]!;
      if (!target || hold(postconditions ?? [], heard) || find(target).kind !== "found") continue;
      returns += 1;
      go(i);
      return true;
    }
    return false;
  }

  function draw(view: View): void {
    overlay.point(view.element, { stay: !!view.stay && view.phase !== "unmet" });
    const notes = {
      waiting: strings.guide.waiting,
      showing: view.secret ? strings.guide.yourself : "",
      checking: strings.guide.checking,
      unmet: strings.guide.notYet,
      words: strings.guide.inWords,
    };
    bubble.show({
      instruction: due().instruction,
      index,
      note: notes[view.phase],
      leads: view.phase === "words",
      busy: view.phase === "waiting" || view.phase === "checking",
      main: view.confirm && { next: strings.guide.next, done: strings.guide.done }[view.confirm],
      show: overlay.isOutOfSight(),
      differs: !!view.element && !view.stay,
    });
  }

  function soon(after = 0): void {
    clearTimeout(timer);
    timer = window.setTimeout(look, after);
  }

  function end(how: "completed" | "stopped" | "lost"): void {
    if (over) return;
    over = true;
    quiet();
    if (how === "completed") {
      overlay.point(undefined);
      bubble.finish(strings.guide.completed);
      timer = window.setTimeout(overlay.remove, LAST_WORDS);
    } else overlay.remove();
    options.ended(how);
  }

  function quiet(): void {
    clearTimeout(timer);
    step?.remove();
    unhear();
    keys.remove();
  }

  looked = performance.now();
  go(Math.min(Math.max(0, options.start), total - 1));
  if (!isWriting()) bubble.node.focus({ preventScroll: true });
  return {
    at: () => index,
    remove() {
      over = true;
      quiet();
      overlay.remove();
    },
  };
}
