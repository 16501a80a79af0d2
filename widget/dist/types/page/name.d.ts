/** The words in an element. `spoken`: as a screen reader says them (alternatives in, `aria-hidden` out). */
export declare function textOf(el: Element, options?: {
    spoken?: boolean;
    without?: string;
}, deep?: number): string;
/** The accessible name of `el`, whose role is `role`. */
export declare function nameOf(el: Element, role: string): string;
/** The visible text of a control; nothing for those that hold what people type or chose. */
export declare function ownText(el: Element): string;
/** The host's test id, wherever it keeps it. */
export declare function testIdOf(el: Element): string;
