// One contact on one page: the client, and the panel, the page and the guides when there is need of them.

import { collectPage } from "../page/context.js";
import { createGuides } from "./guides.js";
import type { TokenSource } from "../api/tokens.js";
import type { Guide, Inbox, LogEvent, PageContext, Theme } from "../api/types.js";
import type { Env } from "../env.js";
import type { Host } from "../loader/host.js";
import type { Launcher, Root } from "../loader/launcher.js";
import type { Parts } from "../loader/parts.js";
import type { Language } from "../loader/words.js";
import type { PageWatch } from "../page/watch.js";
import { createPanel, type Panel } from "../panel/panel.js";
import { once } from "../once.js";
import type { InitOptions, UsherEvents } from "../public.js";
import { createClient } from "./client.js";

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
  host: Host;
  inbox(): Promise<Inbox>;
  /** The host's looks and the inbox's, as far as they are known. */
  looks(): Theme;
  watch(): PageWatch;
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
  /** Sends it, once the panel is there. */
  ask(text: string): void;
  /** What would be sent about the page; null where the contact chose to send nothing, unless `always`. */
  page(always?: boolean): Promise<PageContext | null>;
  remove(): void;
}

export function createSession(from: SessionOptions): Session {
  const { env, parts, server, options, language, root, launcher, prefix, host, emit } = from;
  const client = createClient({ env, server, inbox: options.inbox, prefix, token: from.source, onEvent: from.tell });
  let gone = false;

  const guides = createGuides({
    env,
    parts,
    language,
    key: `${prefix}guide`,
    looks: root.looks,
    hostEvents: host,
    heard: () => host.happened.filter(({ at }) => env.now() - Date.parse(at!) < RECENT).map(({ text }) => text),
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

  const panel = once(async (): Promise<Panel> => {
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
      inboxKey: options.inbox,
      inbox: from.inbox,
      looks: from.looks,
      linkHosts: options.linkHosts ?? [],
      showGuide: play,
      close: from.close,
      launcher: launcher.node,
    });
    if (gone) made.remove();
    return made;
  });

  const play = (guide: Guide) => void guides.start(guide, guide.start_step ?? 0).catch(() => {});

  async function page(always = false): Promise<PageContext | null> {
    if (!always && env.local.get(`usher.${options.inbox}.page`) === "no") return null;
    try {
      const { events, errors } = from.watch().recent();
      const all = [...events, ...host.happened].sort((a, b) => (a.at ?? "").localeCompare(b.at ?? ""));
      const { privateSelector } = options;
      return collectPage({ extra: { ...host.extra, events: all, errors }, ...(privateSelector && { privateSelector }) });
    } catch {
      return null;
    }
  }

  return {
    prepare: () => void panel().catch(() => {}),
    async open() {
      const shown = await panel();
      if (gone || !from.isOpen()) return;
      launcher.unread((count = 0));
      shown.open();
      emit("open", undefined);
    },
    close: () => void panel.made()?.then((p) => p.close(), () => {}),
    resume: () => void guides.resume(),
    async startGuide(id) {
      await panel();
      const guide = await client.guide(id);
      if (guide) play(guide);
      return guide !== null;
    },
    ask: (text) => void panel().then((p) => p.ask(text), () => {}),
    page,
    remove() {
      gone = true;
      guides.remove();
      void panel.made()?.then((p) => p.remove(), () => {});
      client.remove();
    },
  };
}
