// The guide that is being played, kept over page loads of this tab.

import type { Guide, StepReport } from "../api/types.js";
import type { Env } from "../env.js";
import { playGuide, type PlayOptions } from "../guide/index.js";
import type { KeptGuide } from "../kept.js";
import type { Parts } from "../loader/parts.js";
import type { Language } from "../loader/words.js";

/** A guide that nobody went on with for so long is not taken up again. */
const FORGOTTEN = 30 * 60_000;

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
  looks: CSSStyleSheet;
  /** Under which it is kept for the tab. */
  key: string;
  hostEvents: PlayOptions["hostEvents"];
  /** Host events of the last moments. */
  heard(): string[];
  report(step: StepReport): void;
  started(): void;
  ended(how: "completed" | "stopped" | "lost", guide: Guide): void;
}

export function createGuides(options: GuidesOptions): Guides {
  const { env, parts } = options;
  let playing: { remove(): void } | null = null;

  async function play(guide: Guide, start: number) {
    const { strings } = await parts.strings(options.language);
    playing?.remove();
    const note = (step: number) => {
      const kept: KeptGuide = { guide, step, at: env.now() };
      env.session.set(options.key, env.stringify(kept));
    };
    note(start);
    let over = false;
    const player = playGuide(guide, {
      start,
      strings,
      locale: options.language,
      looks: options.looks,
      hostEvents: options.hostEvents,
      heard: options.heard(),
      report: options.report,
      moved: note,
      ended(how) {
        over = true;
        env.session.set(options.key, null);
        playing = null;
        // The player is still in the call that ends it.
        env.after(0, () => player.remove());
        options.ended(how, guide);
      },
    });
    if (!over) playing = player;
    options.started();
  }

  return {
    start: play,
    async resume() {
      const text = env.session.get(options.key);
      if (!text || playing) return;
      try {
        const { guide, step, at } = env.parse(text) as KeptGuide;
        if (env.now() - at < FORGOTTEN) await play(guide, step);
        else env.session.set(options.key, null);
      } catch {
        env.session.set(options.key, null);
      }
    },
    remove: () => playing?.remove(),
  };
}
