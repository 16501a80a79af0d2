// One `init`: the launcher at once; everything else when there is need of it.

import type { TokenSource } from "../api/tokens.js";
import type { LogEvent, PageContext, PageEvent } from "../api/types.js";
import type { Session } from "../core/session.js";
import type { Env } from "../env.js";
import type { PageWatch } from "../page/watch.js";
import type { InitOptions, UsherEvents } from "../public.js";
import { keepUp } from "./keep_up.js";
import { createLauncher, createRoot } from "./launcher.js";
import { identify, type Identity } from "./owner.js";
import type { Parts } from "./parts.js";
import { launcherWords, pickLanguage } from "./words.js";

/** So many events of the host are kept to be told with the next message. */
const KEPT_EVENTS = 20;

export interface RunningOptions {
  env: Env;
  parts: Parts;
  /** Where the script came from. */
  home: string;
  options: InitOptions;
  emit<K extends keyof UsherEvents>(event: K, detail: UsherEvents[K]): void;
}

export interface Running {
  identify(token: TokenSource | null): void;
  context(extra: Record<string, unknown>): void;
  track(name: string): void;
  open(): Promise<void>;
  close(): void;
  startGuide(id: string): Promise<boolean>;
  page(): Promise<PageContext | null>;
  remove(): void;
}

export function createRunning({ env, parts, home, options, emit }: RunningOptions): Running {
  const server = (options.server ?? home).replace(/\/+$/, "");
  const base = `usher.${options.inbox}.`;
  const language = pickLanguage(options.locale, document.documentElement.lang, navigator.language);
  const listeners = new Set<(name: string) => void>();
  const happened: PageEvent[] = [];
  const extra: Record<string, unknown> = {};
  let token = options.token ?? null;
  let identity: Promise<Identity> | null = null;
  let session: Promise<Session> | null = null;
  let watching: Promise<PageWatch> | null = null;
  let stopKeepingUp = () => {};
  let isOpen = false;
  let gone = false;
  /** Counts identities: what was begun for an earlier one is thrown away. */
  let era = 0;

  const root = createRoot(env, options.theme ?? {});
  root.node.lang = language;
  const launcher = createLauncher(root, launcherWords(language), {
    click: () => (isOpen ? close() : void open()),
    near: () => void getSession().then((s) => s.prepare(), () => {}),
  });
  launcher.node.hidden = options.launcher === false;
  const stopWaiting = whenIdle(env, () => {
    void watch().catch(() => {});
    void resume().catch(() => {});
  });

  const who = () =>
    (identity ??= identify(token).catch((error) => {
      identity = null;
      throw error;
    }));

  /** Rejects, and may be asked again, where a part could not be fetched or the host could not say who it is. */
  function getSession(): Promise<Session> {
    const mine = era;
    session ??= Promise.all([parts.core(), who()]).then(
      ([{ createSession }, { owner, source }]) => {
        stopKeepingUp();
        const prefix = `${base}${owner}.`;
        const made = createSession({
          ...{ env, parts, server, options, language, root, launcher, prefix, source, extra, happened, watch, tell, emit },
          onHostEvent: (listener) => (listeners.add(listener), () => listeners.delete(listener)),
          isOpen: () => isOpen,
          open: () => void open(),
          close,
        });
        if (gone || mine !== era) made.remove();
        return made;
      },
      (error) => {
        if (mine === era) session = null;
        throw error;
      },
    );
    return session;
  }

  function watch(): Promise<PageWatch> {
    watching ??= parts.watch().then(
      ({ watchPage }) => {
        const made = watchPage(["[data-usher-private]", options.privateSelector].filter(Boolean).join());
        if (gone) made.remove();
        return made;
      },
      (error) => {
        watching = null;
        throw error;
      },
    );
    return watching;
  }

  function tell(event: LogEvent) {
    const { kind, body } = event;
    if (kind === "message.created" && body.author !== "contact") emit("message", { author: body.author, text: body.text });
    if (kind === "conversation.escalated") emit("escalated", { reason: body.reason });
    if (kind === "conversation.resolved") emit("resolved", { resolution: body.resolution });
  }

  async function open() {
    isOpen = true;
    launcher.opened(true);
    try {
      const made = await getSession();
      if (isOpen && !gone) await made.open();
    } catch {
      // Something could not be fetched: the button is there to be pressed again.
      isOpen = false;
      launcher.opened(false);
    }
  }

  function close() {
    if (!isOpen) return;
    isOpen = false;
    launcher.opened(false);
    void session?.then((s) => s.close());
    emit("close", undefined);
  }

  function drop() {
    era++;
    stopKeepingUp();
    void session?.then((s) => s.remove(), () => {});
    session = identity = null;
  }

  /** A page that loads anew goes on where it was, but only where there is something to go on with. */
  async function resume() {
    const mine = era;
    const kept = env.local.keys(base);
    if (session || !kept.some((key) => /\.(conversation$|out\.)/.test(key))) return;
    const { owner, source } = await who();
    if (gone || mine !== era || session) return;
    const prefix = `${base}${owner}.`;
    const unsent = kept.some((key) => key.startsWith(`${prefix}out.`));
    if (unsent || env.session.get(`${prefix}guide`)) return void (await getSession()).resume();
    const bearer = async () => (typeof source === "function" ? source() : (source ?? env.local.get(`${prefix}token`)));
    const unread = (count: number) => (launcher.unread(count), emit("unread", count));
    stopKeepingUp = keepUp({ env, server, prefix, token: bearer, unread, onEvent: tell });
  }

  return {
    identify(next) {
      if (next === token) return;
      const reopen = isOpen;
      close();
      drop();
      token = next;
      launcher.unread(0);
      if (reopen) void open();
      else void resume().catch(() => {});
    },
    context: (more) => void Object.assign(extra, more),
    track(name) {
      happened.push({ kind: "host", text: name, at: new Date(env.now()).toISOString() });
      if (happened.length > KEPT_EVENTS) happened.shift();
      for (const listener of [...listeners]) listener(name);
    },
    open,
    close,
    startGuide: async (id) => (await getSession()).startGuide(id),
    page: async () => (await getSession()).page(true),
    remove() {
      gone = true;
      stopWaiting();
      drop();
      void watching?.then((w) => w.remove(), () => {});
      launcher.remove();
      root.remove();
    },
  };
}

/** When the page has loaded and has nothing to do. */
function whenIdle(env: Env, run: () => void): () => void {
  let cancel = () => {};
  const wait = () => (cancel = env.after(200, run));
  if (document.readyState === "complete") wait();
  else window.addEventListener("load", wait, { once: true });
  return () => {
    cancel();
    window.removeEventListener("load", wait);
  };
}
