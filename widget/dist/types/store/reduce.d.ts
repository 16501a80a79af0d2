import type { Action, State } from "./state.js";
export declare function reduce(state: State, action: Action): State;
