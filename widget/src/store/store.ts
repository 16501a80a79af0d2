// The state that is, and who follows it.

import { reduce } from "./reduce.js";
import { initial, type Action, type State } from "./state.js";

export interface Store {
  state(): State;
  dispatch(action: Action): void;
  /** Another conversation altogether. */
  replace(state: State): void;
  /** Calls at once and after every change; returns what ends it. */
  subscribe(listener: (state: State) => void): () => void;
  /** Something beside the state changed that is shown with it. */
  tell(): void;
  remove(): void;
}

export function createStore(): Store {
  const listeners = new Set<(state: State) => void>();
  let state = initial(null);
  function replace(next: State) {
    if (next === state) return;
    state = next;
    tell();
  }
  function tell() {
    for (const listener of [...listeners]) listener(state);
  }
  return {
    state: () => state,
    dispatch: (action) => replace(reduce(state, action)),
    replace,
    subscribe(listener) {
      listeners.add(listener);
      listener(state);
      return () => listeners.delete(listener);
    },
    tell,
    remove: () => listeners.clear(),
  };
}
