// Sends what is in the outbox, one frame at a time so that the order holds, and again until it is accepted or refused.

import type { Line, LinkState } from "../api/line.js";
import type { Outbox } from "../api/outbox.js";
import { ProblemError, type Rest } from "../api/rest.js";
import type { ClientFrame, Problem } from "../api/types.js";
import type { Env } from "../env.js";
import type { Waiting } from "../kept.js";
import type { Action } from "../store/state.js";

const FIRST_WAIT = 500;
const LONGEST_WAIT = 15_000;
/** A frame that nothing was heard of for so long was sent into a line that is dead. */
const UNHEARD = 8000;

export interface SenderOptions {
  env: Env;
  rest: Rest;
  outbox: Outbox;
  inbox: string;
  conversation(): string | null;
  line(): Line | null;
  begun(conversation: string): void;
  dispatch(action: Action): void;
}

export interface Sender {
  /** Sends the next one where nothing is under way. */
  push(): void;
  /** The server has it. */
  settled(clientId: string): void;
  /** Without an id, the server could not read a frame. */
  refused(clientId: string | undefined, problem: Problem): void;
  /** The line is open, or no longer. */
  moved(link: LinkState): void;
  reset(): void;
  remove(): void;
}

export function createSender(options: SenderOptions): Sender {
  const { env, rest, outbox, dispatch } = options;
  /** What an answer is awaited for. */
  let under: ClientFrame | null = null;
  let wait = FIRST_WAIT;
  let gone = false;
  let cancel = () => {};

  function push() {
    if (under || gone) return;
    cancel();
    const next = outbox.all().find((waiting) => waiting.conversation === options.conversation()) ?? outbox.all()[0];
    if (!next) return;
    if (next.conversation !== options.conversation() || next.conversation === null) void post(next);
    else transmit(next);
  }

  function transmit(next: Waiting) {
    const line = options.line();
    if (!line?.send(next.frame)) return;
    under = next.frame;
    cancel = env.after(UNHEARD, () => {
      under = null;
      line.reset();
    });
  }

  /** Begins a conversation, or sends what belongs to another than the one on the screen. */
  async function post({ frame, conversation }: Waiting) {
    const clientId = frame.client_id;
    under = frame;
    if (!conversation) dispatch({ type: "link", link: "connecting", problem: null });
    try {
      const { type, ...body } = frame;
      if (conversation) {
        await rest.call("POST", `conversations/${conversation}/${type}s`, body);
        if (!gone) settled(clientId);
      } else {
        const answer = await rest.call<{ conversation: { id: string } }>("POST", "conversations", { message: body });
        if (gone) return;
        outbox.remove(clientId);
        outbox.assign(answer.conversation.id);
        under = null;
        dispatch({ type: "accepted", clientId });
        options.begun(answer.conversation.id);
      }
    } catch (error) {
      if (!gone) failed(clientId, !conversation, error);
    }
  }

  function failed(clientId: string, beginning: boolean, error: unknown) {
    under = null;
    const problem = error instanceof ProblemError ? error.problem : null;
    if (problem && !problem.retry_after && problem.status < 429) {
      // Who may not ask at all keeps what was written; any other refusal is about the message.
      const nobody = problem.status === 401 || problem.status === 403;
      if (beginning && nobody) dispatch({ type: "link", link: "refused", problem });
      else refused(clientId, problem);
      return;
    }
    if (beginning) dispatch({ type: "link", link: "waiting", problem: null });
    again(Math.max(wait, (problem?.retry_after ?? 0) * 1000));
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  function again(milliseconds: number) {
    cancel();
    cancel = env.after(milliseconds * (1 + env.random() / 4), push);
  }

  function settled(clientId: string) {
    outbox.remove(clientId);
    dispatch({ type: "accepted", clientId });
    if (under?.client_id !== clientId) return;
    under = null;
    wait = FIRST_WAIT;
    push();
  }

  /** What cannot be read is what this server does not know yet, and that is never a message or a step. */
  const unknown = () => (under && /judgement|rating/.test(under.type) ? under.client_id : undefined);

  function refused(clientId = unknown(), problem: Problem) {
    if (!clientId) return;
    if (under?.client_id === clientId) under = null;
    if (problem.retry_after) return again(problem.retry_after * 1000);
    outbox.remove(clientId);
    dispatch({ type: "refused", clientId, problem });
    push();
  }

  const online = () => {
    wait = FIRST_WAIT;
    push();
  };
  window.addEventListener("online", online);

  return {
    push,
    settled,
    refused,
    moved(link) {
      if (link !== "open") return;
      under = null;
      push();
    },
    reset() {
      under = null;
      cancel();
    },
    remove() {
      gone = true;
      cancel();
      window.removeEventListener("online", online);
    },
  };
}
