// The content team's work that goes on while they look elsewhere: files on their way to the server, what the server says of
// uploads and sites, and that articles changed.

import { signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { ProblemError } from "../api/http.js";
import { inWords } from "../api/problem.js";
import type { Site, Upload } from "../api/types.js";
import { uploads as api } from "../api/uploads.js";
import type { Env } from "../live/env.js";

export interface Sending {
  key: number;
  name: string;
  folder: string;
  bytes: number;
  sent: number;
  state: "waiting" | "sending" | "refused";
  problem: string | null;
  /** The same file could be taken at another time. */
  passing: boolean;
}

export interface Content {
  /** Goes up whenever articles changed: look again. */
  changed: ReadonlySignal<number>;
  /** The latest word on each upload of this session. */
  uploads: ReadonlySignal<ReadonlyMap<string, Upload>>;
  /** The latest word on each site of this session. */
  sites: ReadonlySignal<ReadonlyMap<string, Site>>;
  sending: ReadonlySignal<Sending[]>;
  /** What the list of articles was narrowed to: the way back leads there. */
  listed: Signal<Record<string, string>>;
  send(files: File[], folder: string): void;
  again(key: number): void;
  drop(key: number): void;
  took(upload: Upload): void;
  tookSite(site: Site): void;
  change(): void;
}

const AT_ONCE = 2;
/** An ingest changes many articles in a row: lists are read again at most so often. */
const LOOK_AGAIN = 1000;
/** The server takes no more, and would say so only after all of it is sent. */
const LARGEST = 200 * 1024 * 1024;
const TOO_LARGE = "That is more than 200 MB, which is the most that is taken at once. Send it in several ZIP files.";
const WORDS: Record<string, string> = {
  "file-too-large": TOO_LARGE,
  "file-type-refused":
    "Files of this sort are not taken. Markdown, HTML, text, PDF, DOCX, CSV of questions and answers, and ZIP of those are.",
  unreached: "Usher could not be reached, so the file did not arrive. Check your connection and try again.",
};
const wordsOf = (error: unknown) => (error instanceof ProblemError && WORDS[error.slug]) || inWords(error);

export function createContent({ now, after }: Pick<Env, "now" | "after">): Content {
  const changed = signal(0);
  let looked = Number.NEGATIVE_INFINITY;
  let soon = false;
  const uploads = signal<ReadonlyMap<string, Upload>>(new Map());
  const sites = signal<ReadonlyMap<string, Site>>(new Map());
  const sending = signal<Sending[]>([]);
  const files = new Map<number, { file: File; stop: () => void }>();
  let last = 0;

  const put = (key: number, change: Partial<Sending>) =>
    void (sending.value = sending.peek().map((one) => (one.key === key ? { ...one, ...change } : one)));
  const took = (upload: Upload) => void (uploads.value = new Map([...uploads.peek(), [upload.id, upload]]));
  const tookSite = (site: Site) => void (sites.value = new Map([...sites.peek(), [site.id, site]]));

  function change() {
    const wait = looked + LOOK_AGAIN - now();
    if (soon) return;
    if (wait > 0) {
      soon = true;
      after(wait, () => ((soon = false), change()));
      return;
    }
    looked = now();
    changed.value++;
  }

  function next() {
    const under = sending.peek().filter(({ state }) => state === "sending").length;
    const waiting = sending.peek().find(({ state }) => state === "waiting");
    if (under >= AT_ONCE || !waiting) return;
    begin(waiting);
    next();
  }

  function begin({ key, folder }: Sending) {
    const held = files.get(key);
    if (!held) return;
    put(key, { state: "sending", sent: 0, problem: null });
    const { done, stop } = api.send(held.file, folder, (sent) => put(key, { sent }));
    held.stop = stop;
    done.then(
      (upload) => (took(upload), drop(key)),
      (error: unknown) => {
        const refused = {
          state: "refused" as const,
          problem: wordsOf(error),
          passing: error instanceof ProblemError && error.passing,
        };
        put(key, refused);
        next();
      },
    );
  }

  function drop(key: number) {
    files.get(key)?.stop();
    files.delete(key);
    sending.value = sending.peek().filter((one) => one.key !== key);
    next();
  }

  return {
    changed,
    uploads,
    sites,
    sending,
    listed: signal({}),
    took,
    tookSite,
    drop,
    change,
    again(key) {
      put(key, { state: "waiting", problem: null });
      next();
    },
    send(chosen, folder) {
      const made = chosen.map((file): Sending => {
        const key = ++last;
        const fits = file.size <= LARGEST;
        if (fits) files.set(key, { file, stop: () => {} });
        return {
          key,
          name: file.name,
          folder,
          bytes: file.size,
          sent: 0,
          state: fits ? "waiting" : "refused",
          problem: fits ? null : TOO_LARGE,
          passing: false,
        };
      });
      sending.value = [...sending.peek(), ...made];
      next();
    },
  };
}
