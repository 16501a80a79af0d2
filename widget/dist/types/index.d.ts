import type { UsherApi } from "./public.js";
export type { InitOptions, UsherApi, UsherEvents, Theme, TokenSource, PageContext } from "./public.js";
export declare const Usher: UsherApi;
export default Usher;
