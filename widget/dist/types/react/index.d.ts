import { Usher, type InitOptions } from "../index.js";
export { Usher };
export type UsherWidgetProps = InitOptions & {
    /** What the host knows about the page; see `Usher.context`. */
    context?: Record<string, unknown>;
};
/** Begins anew only where inbox, server or locale change; a new token is a new `identify`. */
export declare function UsherWidget({ context, ...options }: UsherWidgetProps): null;
