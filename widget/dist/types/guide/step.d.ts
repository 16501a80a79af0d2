import type { Step } from "../api/types";
/** Milliseconds. How long a late element, a page with several candidates and a late postcondition are waited for. */
export declare const PATIENCE: {
    target: number;
    ambiguous: number;
    precondition: number;
    postcondition: number;
};
export type FailReason = "target_missing" | "ambiguous" | "postcondition_unmet" | "looks_different";
export interface View {
    element?: Element | undefined;
    phase: "waiting" | "showing" | "checking" | "unmet" | "words";
    /** The contact must say that it is done. */
    confirm?: "next" | "done" | undefined;
    secret?: boolean;
    /** The contact acted, and what they acted on went away: the bubble stays where it is. */
    stay?: boolean;
}
export interface PlayedStep {
    /** Looks at the page; `passed` is the time since the last look. `held`: it was done before the contact came to it. */
    look(passed: number): "done" | "held" | undefined;
    view(): View;
    /** The contact says that it is done. */
    confirm(): void;
    /** The contact says that the highlight is wrong. */
    differs(): void;
    remove(): void;
}
export interface StepOptions {
    heard: ReadonlySet<string>;
    /** The contact came back to this step: what holds already is not enough. */
    again: boolean;
    failed(reason: FailReason): void;
    /** Something happened that is worth a look before the next one is due. */
    stirred(): void;
}
export declare function playStep(step: Step, { heard, again, failed, stirred }: StepOptions): PlayedStep;
