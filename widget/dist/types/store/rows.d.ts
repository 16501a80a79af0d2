import type { StepOutcome } from "../api/types.js";
import type { Message, Note, State } from "./state.js";
export type Row = {
    key: string;
    kind: "earlier";
} | {
    key: string;
    kind: "start";
    known: boolean;
    fresh: boolean;
} | {
    key: string;
    kind: "day";
    at: string;
} | {
    key: string;
    kind: "message";
    message: Message;
    /** It goes on with what the same author said just before. */
    goesOn: boolean;
    /** Its quick replies can still be chosen. */
    open: boolean;
    /** It says how far it has come. */
    tells: boolean;
    online: boolean;
    steps: Readonly<Record<string, StepOutcome>> | undefined;
} | {
    key: string;
    kind: "note";
    note: Note;
} | {
    key: string;
    kind: "solved";
} | {
    key: string;
    kind: "rating";
} | {
    key: string;
    kind: "draft";
    text: string;
} | {
    key: string;
    kind: "typing";
    author: string;
};
export interface RowOptions {
    /** The replies, by key, that the contact has said of whether they helped. */
    judged: ReadonlySet<string>;
    /** Whether the inbox, its greeting among it, is known yet. */
    known: boolean;
    /** Whether a rating is asked for. */
    rates: boolean;
    /** The day of a moment, in the contact's time zone. */
    day(at: string): string;
}
export declare function rows(state: State, options: RowOptions): Row[];
