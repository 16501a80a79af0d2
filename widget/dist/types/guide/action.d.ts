import type { Step } from "../api/types";
/** A field for a password or a payment card: pointed at, never listened to. */
export declare function isSecret(el: Element): boolean;
/** True where a field holds something. What, is not looked at. */
export declare function isFilled(el: Element): boolean;
/** Calls `acted` when the contact did on `el` what the step asks for. `remove` ends the waiting. */
export declare function awaitAction(action: Step["action"], el: Element, acted: () => void): {
    remove(): void;
};
