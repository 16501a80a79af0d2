import type { UsherApi } from "../public.js";
import type { Parts } from "./parts.js";
export declare function createUsher(parts: Parts, home: string): UsherApi;
