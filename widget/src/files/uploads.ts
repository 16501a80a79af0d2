// Files on their way to the server, with how far they are. What cannot be sent now is tried again; what was not sent
// when the page goes away is lost, since a page may not keep a file, and its name is kept so that this can be said.

import { ProblemError } from "../api/rest.js";
import type { SentFile } from "../api/types.js";
import { StalledError, type Upload as Send } from "../api/upload.js";
import type { Env } from "../env.js";
import type { KeptFile } from "../kept.js";
import { typeOf } from "./limits.js";

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15_000;

export interface Upload {
  key: string;
  name: string;
  bytes: number;
  /** The share that was sent, 0 to 1; null while it waits for the network or for the contact. */
  share: number | null;
  /** It went no further: the contact says when it is tried again. */
  stalled: boolean;
  /** What the server calls it, when it has it. */
  sent: SentFile | null;
}

export interface Uploads {
  all(): readonly Upload[];
  add(file: File): void;
  /** Ends it where it is under way. */
  drop(key: string): void;
  /** Sends what stalled once more. */
  retry(key: string): void;
  /** What a page load left of them: those that the server has, and words for the others. */
  restore(): void;
  /** Those that the server has go with a message now; none is left. */
  take(): SentFile[];
  remove(): void;
}

export interface UploadsOptions {
  env: Env;
  send: Send;
  /** Under which the names are kept for the tab. */
  key: string;
  changed(): void;
  /** The server has it. */
  ready(name: string): void;
  stalled(name: string): void;
  /** It did not take it, or it was lost with the page. */
  failed(name: string, why: "failed" | "lost" | "large" | "type"): void;
}

const WHY: Record<number, "large" | "type"> = { 413: "large", 415: "type" };

export function createUploads({ env, send, key, changed, ready, stalled, failed }: UploadsOptions): Uploads {
  let uploads: readonly Upload[] = [];
  /** What ends each that is under way. */
  const ending = new Map<string, () => void>();
  const retries = new Map<string, () => void>();

  function set(next: readonly Upload[]) {
    uploads = next;
    const kept: KeptFile[] = next.map(({ name, sent }) => ({ name, sent }));
    env.session.set(key, next.length ? env.stringify(kept) : null);
    changed();
  }
  const change = (id: string, by: Partial<Upload>) => set(uploads.map((each) => (each.key === id ? { ...each, ...by } : each)));

  function drop(id: string) {
    ending.get(id)?.();
    ending.delete(id);
    set(uploads.filter((each) => each.key !== id));
  }

  async function go(id: string, file: File, wait = FIRST_WAIT) {
    const stop = new AbortController();
    ending.set(id, () => stop.abort());
    try {
      const sent = await send(file, {
        type: typeOf(file),
        signal: stop.signal,
        progress: (share) => !stop.signal.aborted && change(id, { share }),
      });
      if (stop.signal.aborted) return;
      ending.delete(id);
      change(id, { sent, share: 1 });
      ready(file.name);
    } catch (error) {
      if (stop.signal.aborted) return;
      const problem = error instanceof ProblemError ? error.problem : null;
      if (problem && !problem.retry_after && problem.status < 500) {
        drop(id);
        failed(file.name, WHY[problem.status] ?? "failed");
        return;
      }
      const isStalled = error instanceof StalledError;
      change(id, { share: null, stalled: isStalled });
      if (isStalled) stalled(file.name);
      const again = () => {
        end();
        change(id, { share: 0, stalled: false });
        void go(id, file, Math.min(wait * 2, LONGEST_WAIT));
      };
      // By itself it would only stall again.
      const cancel = isStalled ? () => {} : env.after(Math.max(wait, (problem?.retry_after ?? 0) * 1000), again);
      const end = () => {
        cancel();
        retries.delete(id);
      };
      retries.set(id, again);
      ending.set(id, end);
    }
  }

  const online = () => [...retries.values()].forEach((again) => again());
  window.addEventListener("online", online);

  return {
    all: () => uploads,
    add(file) {
      const id = env.id();
      set([...uploads, { key: id, name: file.name, bytes: file.size, share: 0, stalled: false, sent: null }]);
      void go(id, file);
    },
    drop,
    retry: (id) => retries.get(id)?.(),
    take() {
      const files = uploads.map(({ sent }) => sent).filter((sent) => sent !== null);
      set([]);
      return files;
    },
    remove() {
      window.removeEventListener("online", online);
      ending.forEach((end) => end());
    },
    restore() {
      const kept = env.parse(env.session.get(key) ?? "[]") as KeptFile[];
      for (const { name, sent } of kept) {
        if (sent) uploads = [...uploads, { key: sent.id, name, bytes: sent.bytes, share: 1, stalled: false, sent }];
        else failed(name, "lost");
      }
      set(uploads);
    },
  };
}
