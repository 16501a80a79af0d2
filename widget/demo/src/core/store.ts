// The account's data, kept in the browser until the user starts over.

import { seed, VERSION } from "../data/seed";
import type { Plan, Role, State } from "./types";

const KEY = "tallybook";

export interface Store {
  readonly state: State;
  change(edit: (state: State) => void): void;
  startOver(): void;
}

/** What was kept, or a fresh account; `?plan=` and `?role=` choose another plan or role. */
export function openStore(query: URLSearchParams): Store {
  let state = kept() ?? seed();
  const plan = query.get("plan");
  const role = query.get("role");
  if (plan && ["free", "plus", "business"].includes(plan)) state.plan = plan as Plan;
  if (role && ["owner", "admin", "accountant", "member", "read-only"].includes(role)) state.role = role as Role;
  const keep = () => {
    try {
      localStorage.setItem(KEY, JSON.stringify(state));
    } catch {
      // A browser without storage has the account until the page is left.
    }
  };
  keep();
  return {
    get state() {
      return state;
    },
    change(edit) {
      edit(state);
      keep();
    },
    startOver() {
      state = seed();
      keep();
    },
  };
}

function kept(): State | undefined {
  try {
    const state = JSON.parse(localStorage.getItem(KEY) ?? "null") as State | null;
    return state?.version === VERSION ? state : undefined;
  } catch {
    return undefined;
  }
}
