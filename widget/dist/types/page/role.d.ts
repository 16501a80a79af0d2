/** The role, or "" where it has none that says anything. */
export declare function roleOf(el: Element): string;
/** Roles that people act on. */
export declare const ACTED_ON: RegExp;
