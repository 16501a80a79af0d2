// The live line of one conversation: a socket that comes back by itself after the last event drawn. Where sockets do
// not open at all, the same events come by asking for them.

import type { Env } from "../env.js";
import { ProblemError, type Rest } from "./rest.js";
import type { Tokens } from "./tokens.js";
import type { ClientFrame, LogEvent, PassingFrame, ServerFrame } from "./types.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
/** A timer that comes so much later than asked for slept with the machine. */
const SLEPT = 40_000;
const WATCH_EVERY = 10_000;

export type LinkState = "idle" | "connecting" | "open" | "waiting" | "refused";

export interface LineOptions {
  env: Env;
  server: string;
  conversation: string;
  rest: Rest;
  tokens: Tokens;
  after(): number;
  onFrame(frame: ServerFrame): void;
  /** `refused` comes with the reason and ends the line. */
  onState(state: LinkState, problem?: ProblemError): void;
}

export interface Line {
  /** False where it is not open. */
  send(frame: ClientFrame | PassingFrame): boolean;
  /** Drops what may be dead and connects at once. */
  reset(): void;
  remove(): void;
}

export function createLine(options: LineOptions): Line {
  const { env, server, conversation, rest, tokens, onFrame, onState } = options;
  let socket: WebSocket | null = null;
  let wait = FIRST_WAIT;
  let gone = false;
  /** Each attempt has a number; what belongs to an older one is ignored. */
  let attempt = 0;
  let cancel = () => {};

  async function connect(): Promise<void> {
    const mine = ++attempt;
    cancel();
    drop();
    onState("connecting");
    try {
      const token = await tokens.get();
      if (gone || mine !== attempt) return;
      const url = `${server.replace(/^http/, "ws")}/v1/conversations/${conversation}/socket?after=${options.after()}`;
      listen(new env.WebSocket(url, ["usher.v1", `bearer.${token}`]), mine);
    } catch (error) {
      failed(error, mine);
    }
  }

  function listen(opening: WebSocket, mine: number) {
    socket = opening;
    let opened = false;
    opening.onopen = () => {
      if (mine !== attempt) return opening.close();
      opened = true;
      wait = FIRST_WAIT;
      onState("open");
    };
    opening.onmessage = ({ data }) => mine === attempt && onFrame(env.parse(data as string) as ServerFrame);
    opening.onclose = ({ code }) => {
      if (gone || mine !== attempt) return;
      socket = null;
      if (code === 4401) tokens.forget();
      if (opened) later(code === 1001 || code === 4401 ? FIRST_WAIT : wait);
      else void ask(mine);
    };
  }

  /** Browsers hide why a socket did not open; the same question by REST tells, or brings the events. */
  async function ask(mine: number) {
    try {
      const path = `conversations/${conversation}/events?after=${options.after()}`;
      const { events } = await rest.call<{ events: LogEvent[] }>("GET", path);
      if (gone || mine !== attempt) return;
      for (const event of events) onFrame({ type: "event", ...event });
      later(wait);
    } catch (error) {
      failed(error, mine);
    }
  }

  function failed(error: unknown, mine: number) {
    if (gone || mine !== attempt) return;
    const problem = error instanceof ProblemError ? error : null;
    if (problem && problem.problem.status < 429 && !problem.problem.retry_after) onState("refused", problem);
    else later(Math.max(wait, (problem?.problem.retry_after ?? 0) * 1000));
  }

  function later(milliseconds: number) {
    onState("waiting");
    cancel();
    cancel = env.after(milliseconds * (0.75 + env.random() / 2), () => void connect());
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  function drop() {
    const old = socket;
    socket = null;
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = null;
    old.close(1000);
  }

  function reset() {
    wait = FIRST_WAIT;
    void connect();
  }

  let seen = env.now();
  const stopWatching = env.every(WATCH_EVERY, () => {
    const now = env.now();
    if (now - seen > SLEPT) reset();
    seen = now;
  });
  window.addEventListener("online", reset);
  void connect();

  return {
    send(frame) {
      if (!socket || socket.readyState !== 1) return false;
      socket.send(env.stringify(frame));
      return true;
    },
    reset,
    remove() {
      gone = true;
      attempt++;
      cancel();
      stopWatching();
      window.removeEventListener("online", reset);
      drop();
    },
  };
}
