// The guide that is being played, kept over page loads of this tab.

import type { Guide, GuideOptions, StepReport } from "../api/types.js";
import type { Env } from "../env.js";
import type { Parts } from "../loader/parts.js";
import type { Language } from "../loader/words.js";

/** How often the step that the player is at is written down. */
const NOTE_EVERY = 500;
/** A guide that nobody went on with for so long is not taken up again. */
const FORGOTTEN = 30 * 60_000;

interface Kept {
  guide: Guide;
  step: number;
  at: number;
}

export interface Guides {
  start(guide: Guide, step: number): Promise<void>;
  /** Goes on with what was being played before the page loaded. */
  resume(): Promise<void>;
  remove(): void;
}

export interface GuidesOptions {
  env: Env;
  parts: Parts;
  language: Language;
  /** Under which it is kept for the tab. */
  key: string;
  hostEvents: GuideOptions["hostEvents"];
  report(step: StepReport): void;
  started(): void;
  ended(how: "completed" | "stopped" | "lost", guide: Guide): void;
}

export function createGuides(options: GuidesOptions): Guides {
  const { env, parts } = options;
  let playing: { remove(): void } | null = null;

  async function play(guide: Guide, start: number, resumed: boolean) {
    const [{ playGuide }, { strings }] = await Promise.all([parts.guide(), parts.strings(options.language)]);
    playing?.remove();
    const key = options.key;
    const note = () => {
      const kept: Kept = { guide, step: player.at(), at: env.now() };
      env.session.set(key, env.stringify(kept));
    };
    const player = playGuide(guide, {
      start,
      strings: strings.guide,
      locale: options.language,
      hostEvents: options.hostEvents,
      report(step) {
        options.report(step);
        // The player is still at the step that it reports on.
        env.after(0, () => playing && note());
      },
      ended(how) {
        env.session.set(key, null);
        finish();
        options.ended(how, guide);
      },
      ...(resumed && { resume: { step: start } }),
    });
    const stopNoting = env.every(NOTE_EVERY, note);
    window.addEventListener("pagehide", note);
    const finish = () => {
      stopNoting();
      window.removeEventListener("pagehide", note);
      player.remove();
      playing = null;
    };
    playing = { remove: finish };
    note();
    options.started();
  }

  return {
    start: (guide, step) => play(guide, step, false),
    async resume() {
      const text = env.session.get(options.key);
      if (!text || playing) return;
      try {
        const { guide, step, at } = env.parse(text) as Kept;
        if (env.now() - at < FORGOTTEN) await play(guide, step, true);
        else env.session.set(options.key, null);
      } catch {
        env.session.set(options.key, null);
      }
    },
    remove: () => playing?.remove(),
  };
}
