// One contact on one page: the client, and the panel, the page and the guides when there is need of them.

import type { TokenSource } from "../api/tokens.js";
import type { Guide, LogEvent, PageContext, PageEvent } from "../api/types.js";
import type { Env } from "../env.js";
import type { Launcher, Root } from "../loader/launcher.js";
import type { Parts } from "../loader/parts.js";
import type { Language } from "../loader/words.js";
import type { PageWatch } from "../page/watch.js";
import { collectPage } from "../page/context.js";
import { createPanel, type Panel } from "../panel/panel.js";
import type { InitOptions, UsherEvents } from "../public.js";
import { createClient } from "./client.js";
import { createGuides } from "./guides.js";

/** Milliseconds in which a host event still counts for a guide that is only just taken up. */
const RECENT = 10_000;

export interface SessionOptions {
  env: Env;
  parts: Parts;
  server: string;
  options: InitOptions;
  language: Language;
  root: Root;
  launcher: Launcher;
  /** Before every key of this contact in storage. */
  prefix: string;
  source: TokenSource | null;
  /** What the host told of its page, and the events that it announced. */
  extra: Record<string, unknown>;
  happened: readonly PageEvent[];
  onHostEvent(listener: (name: string) => void): () => void;
  watch(): Promise<PageWatch>;
  /** Every event of the log that this device did not have before. */
  tell(event: LogEvent): void;
  emit<K extends keyof UsherEvents>(event: K, detail: UsherEvents[K]): void;
  isOpen(): boolean;
  open(): void;
  close(): void;
}

export interface Session {
  /** Fetches the panel, which is likely to be wanted. */
  prepare(): void;
  open(): Promise<void>;
  close(): void;
  /** Takes up the guide that was being played. */
  resume(): void;
  startGuide(id: string): Promise<boolean>;
  /** What would be sent about the page; null where the contact chose to send nothing, unless `always`. */
  page(always?: boolean): Promise<PageContext | null>;
  remove(): void;
}

export function createSession(from: SessionOptions): Session {
  const { env, parts, server, options, language, root, launcher, prefix, emit } = from;
  const client = createClient({ env, server, inbox: options.inbox, prefix, token: from.source, onEvent: from.tell });
  let panel: Promise<Panel> | null = null;
  let gone = false;

  const guides = createGuides({
    env,
    parts,
    language,
    key: `${prefix}guide`,
    theme: options.theme ?? {},
    hostEvents: { on: from.onHostEvent },
    heard: () => from.happened.filter(({ at }) => env.now() - Date.parse(at!) < RECENT).map(({ text }) => text),
    report(step) {
      emit("guide", step);
      client.report(step);
    },
    started: from.close,
    ended: () => from.open(),
  });

  let count = 0;
  client.subscribe(() => {
    const now = from.isOpen() ? 0 : client.unread();
    if (now === count) return;
    launcher.unread((count = now));
    emit("unread", now);
  });

  function getPanel(): Promise<Panel> {
    panel ??= build().catch((error) => {
      panel = null;
      throw error;
    });
    return panel;
  }

  async function build(): Promise<Panel> {
    const { strings } = await parts.strings(language);
    const made = createPanel({
      env,
      server,
      root,
      strings,
      language,
      prefix,
      client,
      page,
      inbox: options.inbox,
      theme: options.theme ?? {},
      linkHosts: options.linkHosts ?? [],
      showGuide: play,
      close: from.close,
      launcher: launcher.node,
    });
    if (gone) made.remove();
    return made;
  }

  const play = (guide: Guide) => void guides.start(guide, guide.start_step ?? 0).catch(() => {});

  async function page(always = false): Promise<PageContext | null> {
    if (!always && env.local.get(`usher.${options.inbox}.page`) === "no") return null;
    try {
      const { events, errors } = (await from.watch()).recent();
      const all = [...events, ...from.happened].sort((a, b) => (a.at ?? "").localeCompare(b.at ?? ""));
      const { privateSelector } = options;
      return collectPage({ extra: { ...from.extra, events: all, errors }, ...(privateSelector && { privateSelector }) });
    } catch {
      return null;
    }
  }

  return {
    prepare: () => void getPanel().catch(() => {}),
    async open() {
      const shown = await getPanel();
      if (gone || !from.isOpen()) return;
      launcher.unread((count = 0));
      shown.open();
      emit("open", undefined);
    },
    close: () => void panel?.then((p) => p.close()),
    resume: () => void guides.resume(),
    async startGuide(id) {
      await getPanel();
      const guide = client.guide(id);
      if (guide) play(guide);
      return guide !== null;
    },
    page,
    remove() {
      gone = true;
      guides.remove();
      void panel?.then((p) => p.remove(), () => {});
      client.remove();
    },
  };
}
