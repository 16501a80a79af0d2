import type { Guide, StepReport, Theme } from "../api/types";
import { type GuideStrings } from "./strings";
export interface PlayOptions {
    /** The step to begin with, from 0; those whose postconditions hold are passed over. */
    start: number;
    strings: GuideStrings;
    locale: string;
    report(step: StepReport): void;
    hostEvents: {
        on(listener: (name: string) => void): () => void;
    };
    /** Host events that came shortly before, such as while the page was loading. */
    heard?: readonly string[];
    ended(how: "completed" | "stopped" | "lost"): void;
    /** Which step is due now: kept by the caller, it is the `start` after a page load. */
    moved?(step: number): void;
    theme?: Theme;
}
export interface Played {
    remove(): void;
    /** The step that is due, from 0. */
    at(): number;
}
/** Plays `guide` on this page until it ends, the contact stops it, or `remove` is called. */
export declare function playGuide(guide: Guide, options: PlayOptions): Played;
