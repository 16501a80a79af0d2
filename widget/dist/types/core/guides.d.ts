import type { Guide, GuideOptions, StepReport, Theme } from "../api/types.js";
import type { Env } from "../env.js";
import type { Parts } from "../loader/parts.js";
import type { Language } from "../loader/words.js";
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
    theme: Theme;
    /** Under which it is kept for the tab. */
    key: string;
    hostEvents: GuideOptions["hostEvents"];
    /** Host events of the last moments. */
    heard(): string[];
    report(step: StepReport): void;
    started(): void;
    ended(how: "completed" | "stopped" | "lost", guide: Guide): void;
}
export declare function createGuides(options: GuidesOptions): Guides;
