import type { Turn } from "../api/types.js";
/** The reply's text with a mark (see `markdown`) behind each sentence that a source supports. */
export declare function withSources(text: string, turn: Turn | null): string;
