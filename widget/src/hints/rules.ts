// Whether what happened on the page is what one of the inbox's rules names. Happenings and a clock in, a hint out; no
// page and no storage, so that every rule can be tried with a clock of one's own.

import type { Hint } from "../api/types.js";
import { routeMatches } from "../page/match.js";

/** Milliseconds: clicks spread over more than this are work, not a control that does not do what was hoped. */
export const CLICKS_WITHIN = 30_000;
/** Milliseconds without typing or clicking after which a form that was begun counts as abandoned. */
export const IDLE = 60_000;

export interface Rules {
  click(control: object): Hint | null;
  error(words: string): Hint | null;
  moved(route: string): void;
  /** Something was typed into a form; what it was is nobody's business. */
  typed(): void;
  /** The form was sent, or left by one of its own buttons. */
  finished(): void;
  /** One more second went by before the contact's eyes. */
  second(): Hint | null;
  /** The contact is being helped: nothing that came before counts any more. */
  reset(): void;
}

/** `begun` is the route of a form that was begun before this page was loaded. */
export function createRules(hints: readonly Hint[], now: () => number, route: string, begun: string | null): Rules {
  let form = begun === null ? null : { route: begun, at: now() };
  let seconds = 0;
  let clicks = new WeakMap<object, number[]>();
  let errors = new Map<string, { acts: number; count: number }>();
  /** What the contact did so far. An error that comes again without it is only drawn again. */
  let acts = 0;

  const due = (at: string, met: (after: Hint["after"]) => boolean | undefined) =>
    hints.find((hint) => (hint.route === null || routeMatches(hint.route, at)) && met(hint.after)) ?? null;

  function afresh() {
    seconds = 0;
    clicks = new WeakMap();
    errors = new Map();
  }

  return {
    click(control) {
      const at = now();
      acts++;
      if (form) form.at = at;
      const times = [...(clicks.get(control) ?? []), at].filter((time) => at - time <= CLICKS_WITHIN);
      clicks.set(control, times);
      return due(route, ({ clicks }) => !!clicks && times.length >= clicks);
    },
    error(words) {
      const before = errors.get(words);
      if (before?.acts === acts) return null;
      const count = (before?.count ?? 0) + 1;
      errors.set(words, { acts, count });
      return due(route, ({ errors }) => !!errors && count >= errors);
    },
    moved(to) {
      route = to;
      afresh();
    },
    typed: () => void (form = { route, at: now() }),
    finished() {
      acts++;
      form = null;
    },
    second() {
      seconds++;
      if (form && (form.route !== route || now() - form.at >= IDLE)) {
        const left = due(form.route, ({ abandoned }) => abandoned);
        form = null;
        if (left) return left;
      }
      return due(route, ({ seconds: wanted }) => !!wanted && seconds >= wanted);
    },
    reset() {
      form = null;
      afresh();
    },
  };
}
