// The soft word before sending: this is known already. It never refuses; a second Send goes.

import { useEffect, useRef, useState } from "preact/hooks";
import { conversations } from "../api/people.js";
import type { Asked } from "../api/types.js";
import { Icon } from "../ui/icon.js";

/** The draft is looked at when the writer pauses. */
const PAUSE = 700;
/** Send waits no longer than this for the answer. */
const PATIENCE = 900;
const SHORTEST = 8;

export interface ReaskState {
  asks: Asked[];
  /** Send was pressed and something asked is known. */
  held: boolean;
  /** False where the writer should see something first. */
  mayGo: () => Promise<boolean>;
}

export function useReask(conversation: string, text: string): ReaskState {
  const [asks, setAsks] = useState<Asked[]>([]);
  const [held, setHeld] = useState(false);
  const checked = useRef("");
  const latest = useRef(text);
  latest.current = text;

  async function check(draft: string): Promise<Asked[]> {
    const found = await conversations.check(conversation, draft).catch(() => []);
    if (latest.current.trim() === draft) {
      checked.current = draft;
      setAsks(found);
    }
    return found;
  }

  useEffect(() => {
    setHeld(false);
    const draft = text.trim();
    if (draft.length < SHORTEST) {
      checked.current = "";
      return setAsks([]);
    }
    const timer = window.setTimeout(() => void check(draft), PAUSE);
    return () => window.clearTimeout(timer);
  }, [text, conversation]);

  async function mayGo() {
    const draft = text.trim();
    // Seen already, and sent all the same: the writer knows why.
    if (draft.length < SHORTEST || (checked.current === draft && (asks.length === 0 || held))) return true;
    const found = checked.current === draft ? asks : await Promise.race([check(draft), later()]);
    if (found.length === 0) return true;
    setHeld(true);
    return false;
  }
  return { asks, held, mayGo };
}

const later = () => new Promise<Asked[]>((done) => window.setTimeout(() => done([]), PATIENCE));

const FIELD: Record<Asked["field"], string> = {
  account: "account",
  name: "name",
  email: "e-mail",
  plan: "plan",
  role: "role",
  page: "page",
  error: "error",
  steps: "steps tried",
  browser: "browser",
  problem: "problem",
};

export function Reask({ state }: { state: ReaskState }) {
  return (
    <div role="status">
      {state.asks.length > 0 && (
        <div class="reask">
          <Icon name="packet" size={15} />
          <div>
            <b>The packet already says this</b>
            {state.asks.map((one) => (
              <p key={one.field + one.words}>
                The {FIELD[one.field]}: <mark>{one.known}</mark> <small>you ask “{one.words}”</small>
              </p>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
