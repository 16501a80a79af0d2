import type { GuideStrings as Base } from "../api/types";
/** Words that a translation may leave out; the English ones stand in. */
export interface MoreStrings {
    /** While the postconditions are awaited after the contact's action. */
    checking: string;
    /** The button that scrolls back to the element. */
    show: string;
    /** Said to screen readers with the first step: how to come to the buttons. */
    keys: string;
}
export type GuideStrings = Base & Partial<MoreStrings>;
export type AllStrings = Base & MoreStrings;
export declare const MORE: MoreStrings;
/** For tests and for hosts that bring no words of their own. */
export declare const ENGLISH: AllStrings;
