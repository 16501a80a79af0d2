import type { Condition } from "../api/types";
/** True where all hold; `heard` are the host events since the step began. */
export declare function hold(conditions: readonly Condition[], heard: ReadonlySet<string>): boolean;
/** True where `route` is `pattern`, in which `*` stands for one segment; a trailing slash does not count. */
export declare function routeMatches(pattern: string, route: string): boolean;
/** True where people can read this text on the page, in whatever case. */
export declare function isOnPage(text: string): boolean;
