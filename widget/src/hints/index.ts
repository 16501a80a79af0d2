// Help that is offered unasked, where the inbox says when. Loaded only where it does. Keys and values are never looked
// at: that something was typed into a form is all that is noticed.

import type { Hint } from "../api/types.js";
import type { Session } from "../core/session.js";
import type { Env } from "../env.js";
import type { HintBubbleOptions } from "./bubble.js";
import type { PageWatch } from "../page/watch.js";
import { createCaps } from "./caps.js";
import { createRules } from "./rules.js";

/** Clicking these again and again is how they are used. */
const USED_BY_CLICKS = "input:not([type=button],[type=submit]),select,textarea,label,summary,[role=textbox],[role=spinbutton]";

export interface HintsOptions {
  env: Env;
  /** Before the keys of what is remembered. */
  base: string;
  hints: readonly Hint[];
  /** Selects what is never looked at. */
  secret: string;
  watched: PageWatch;
  /** Shows one beside the launcher; returns what takes it away. */
  show(what: Pick<HintBubbleOptions, "hint" | "ended">): Promise<() => void>;
  isOpen(): boolean;
  open(): Promise<void>;
  session(): Promise<Session>;
}

/** Begins to wait for what the rules name; returns what ends it. */
export function startHints(options: HintsOptions): () => void {
  const { env, base, watched } = options;
  const begunKey = `${base}form`;
  const begun = (route: string | null) => env.session.set(begunKey, route);
  const caps = createCaps(env, `${base}hints`);
  const rules = createRules(options.hints, env.now, watched.route(), env.session.get(begunKey));
  begun(null);
  const notMeant = `${options.secret},[type=search]`;
  const undo = new AbortController();
  let hide: (() => void) | null = null;
  let offering = false;

  const isBusy = () => options.isOpen() || document.querySelector("usher-guide") !== null;

  /** One a page load at most: what comes after the first is not asked for any more. */
  function met(hint: Hint | null) {
    if (isBusy()) return rules.reset();
    if (!hint || offering || document.visibilityState !== "visible" || !caps.allows(hint.id)) return;
    offering = true;
    const ended = (taken: boolean) => {
      caps.ended(taken);
      stop();
      if (taken) take(hint).catch(() => {});
    };
    options.show({ hint, ended }).then(
      (shown) => {
        if (undo.signal.aborted || isBusy() || !caps.allows(hint.id)) return shown();
        caps.offered(hint.id);
        hide = shown;
      },
      () => (offering = false),
    );
  }

  async function take({ ask, guide }: Hint) {
    const session = await options.session();
    if (guide && (await session.startGuide(guide).catch(() => false))) return;
    await options.open();
    if (ask) session.ask(ask);
  }

  const touches = (event: Event, what: string) => !!(event.composedPath()[0] as Element).closest?.(what);
  const listen = (kind: string, run: (event: Event) => void) =>
    addEventListener(kind, run, { capture: true, passive: true, signal: undo.signal });
  listen("input", (event) => {
    if (isBusy() || !touches(event, "form:not([role=search])") || touches(event, notMeant)) return;
    rules.typed();
    begun(watched.route());
  });
  const finished = () => (rules.finished(), begun(null));
  listen("submit", finished);
  listen("click", (event) => touches(event, "form button,form [type=submit]") && finished());

  watched.on({
    click: (control) => control.matches(USED_BY_CLICKS) || met(rules.click(control)),
    error: (words) => met(rules.error(words)),
    moved(route) {
      rules.moved(route);
      begun(null);
    },
  });
  const stopClock = env.every(1000, () => {
    if (hide && isBusy()) return stop();
    if (document.visibilityState === "visible") met(rules.second());
  });

  function stop() {
    undo.abort();
    stopClock();
    watched.on(null);
    hide?.();
  }
  return stop;
}
