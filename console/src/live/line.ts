// The one socket to the server: it comes back by itself, later each time and never all at once, and says what it is.

import type { ClientFrame, ServerFrame } from "../api/types.js";
import type { Env } from "./env.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 20_000;
/** Endings that no new attempt would mend. */
const SESSION_OVER = 4401;
const REVOKED = 4403;
const SHUTTING_DOWN = 1001;

export type LinkState = "connecting" | "open" | "waiting" | "over";

export interface LineOptions {
  env: Env;
  url: string;
  onFrame(frame: ServerFrame): void;
  onState(state: LinkState): void;
  /** The session ended, or the person was revoked: there is nobody to connect as. */
  onOver(why: "session" | "revoked"): void;
  /** Asked when an opening was refused, which browsers do not explain: may we still come in? */
  allowed(): Promise<boolean>;
}

export interface Line {
  /** False where it is not open. */
  send(frame: ClientFrame): boolean;
  /** Connects at once instead of at the end of the wait. */
  now(): void;
  remove(): void;
}

export function createLine({ env, url, onFrame, onState, onOver, allowed }: LineOptions): Line {
  let socket: WebSocket | null = null;
  let wait = FIRST_WAIT;
  /** What belongs to an older attempt is ignored. */
  let attempt = 0;
  let gone = false;
  let cancel = () => {};

  function connect() {
    const mine = ++attempt;
    let opened = false;
    cancel();
    drop();
    onState("connecting");
    const opening = env.open(url, "usher.people.v1");
    socket = opening;
    opening.onopen = () => void (opened = true);
    opening.onmessage = ({ data }) => {
      if (mine !== attempt) return;
      const frame = JSON.parse(data as string) as ServerFrame;
      // Not the opening but the first word says that it is well: a server in trouble opens and closes.
      if (frame.type === "hello") {
        wait = FIRST_WAIT;
        onState("open");
      }
      onFrame(frame);
    };
    opening.onclose = ({ code }) => mine === attempt && !gone && closed(code, opened, mine);
  }

  function closed(code: number, opened: boolean, mine: number) {
    socket = null;
    if (code === SESSION_OVER || code === REVOKED) return end(code === REVOKED ? "revoked" : "session");
    if (opened) return later(code === SHUTTING_DOWN ? FIRST_WAIT : wait);
    onState("waiting");
    allowed().then(
      (yes) => mine === attempt && !gone && (yes ? later(wait) : end("session")),
      () => mine === attempt && !gone && later(wait),
    );
  }

  function end(why: "session" | "revoked") {
    gone = true;
    onState("over");
    onOver(why);
  }

  function later(milliseconds: number) {
    onState("waiting");
    cancel();
    cancel = env.after(milliseconds * (0.5 + env.random()), connect);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  function drop() {
    const old = socket;
    socket = null;
    if (!old) return;
    old.onopen = old.onmessage = old.onclose = null;
    old.close(1000);
  }

  connect();
  return {
    send(frame) {
      if (!socket || socket.readyState !== 1) return false;
      socket.send(JSON.stringify(frame));
      return true;
    },
    now() {
      if (gone || socket?.readyState === 1) return;
      wait = FIRST_WAIT;
      connect();
    },
    remove() {
      gone = true;
      attempt++;
      cancel();
      drop();
    },
  };
}
