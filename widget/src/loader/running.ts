// One `init`: the launcher at once; everything else when there is need of it.

import type { TokenSource } from "../api/tokens.js";
import type { LogEvent, PageContext } from "../api/types.js";
import type { Session } from "../core/session.js";
import type { Env } from "../env.js";
import type { HintsOptions } from "../hints/index.js";
import { once } from "../once.js";
import type { InitOptions, UsherEvents } from "../public.js";
import { createHost } from "./host.js";
import { whenIdle } from "./idle.js";
import { keptInbox, loadInbox, looksOf } from "./inbox.js";
import { keepUp } from "./keep_up.js";
import { createLauncher, createRoot } from "./launcher.js";
import { identify } from "./owner.js";
import { watchPage, type PageWatch } from "../page/watch.js";
import type { Parts } from "./parts.js";
import { launcherWords, pickLanguage } from "./words.js";

/** Milliseconds that the button waits for its looks, rather than change before the contact's eyes. */
const LOOKS_WITHIN = 1000;

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
  const host = createHost(env);
  let token = options.token ?? null;
  let stopKeepingUp = () => {};
  let stopHints = () => {};
  let watched: PageWatch | null = null;
  let isOpen = false;
  let gone = false;
  /** Counts identities: what was begun for an earlier one is thrown away. */
  let era = 0;

  const looks = () => looksOf(keptInbox(env, options.inbox, language), options.theme, server);
  const root = createRoot(env, looks());
  root.node.lang = language;
  const launcher = createLauncher(root, launcherWords(language), {
    click: () => (isOpen ? close() : void open()),
    near: () => void getSession().then((s) => s.prepare(), () => {}),
  });
  const inbox = once(() => loadInbox(env, server, options.inbox, language));
  const show = () => void (launcher.node.hidden = options.launcher === false);
  launcher.node.hidden = true;
  const stopShowing = env.after(keptInbox(env, options.inbox, language) ? 0 : LOOKS_WITHIN, show);
  void inbox().then(() => root.theme(looks()), () => {}).then(show);
  const stopWaiting = whenIdle(env, () => {
    watch();
    void resume().catch(() => {});
    if (options.hints !== false) void hint().catch(() => {});
  });

  const who = once(() => identify(token));

  /** Rejects, and may be asked again, where a part could not be fetched or the host could not say who it is. */
  const getSession = once(async (): Promise<Session> => {
    const mine = era;
    const [{ createSession }, { owner, source }] = await Promise.all([parts.core(), who()]);
    stopKeepingUp();
    const prefix = `${base}${owner}.`;
    const made = createSession({
      ...{ env, parts, server, options, language, root, launcher, prefix, source, host, inbox, looks, watch, tell, emit },
      isOpen: () => isOpen,
      open: () => void open(),
      close,
    });
    if (gone || mine !== era) made.remove();
    return made;
  });

  const secret = ["[data-usher-private]", options.privateSelector].filter(Boolean).join();
  const watch = () => {
    watched ??= watchPage(secret);
    if (gone) watched.remove();
    return watched;
  };

  /** Help that is offered unasked, where the inbox says when. */
  async function hint() {
    const { hints } = await inbox();
    if (!hints?.length) return;
    const { startHints } = await parts.hints();
    if (gone) return;
    const show: HintsOptions["show"] = async (what) =>
      (await parts.bubble()).showHint({ ...what, language, root, launcher: launcher.node, after: env.after });
    stopHints = startHints({ env, base, hints, secret, watched: watch(), show, isOpen: () => isOpen, open, session: getSession });
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
    void getSession.made()?.then((s) => s.close(), () => {});
    emit("close", undefined);
  }

  function drop() {
    era++;
    stopKeepingUp();
    void getSession.made()?.then((s) => s.remove(), () => {});
    getSession.forget();
    who.forget();
  }

  /** A page that loads anew goes on where it was, but only where there is something to go on with. */
  async function resume() {
    const mine = era;
    const kept = env.local.keys(base);
    if (getSession.made() || !kept.some((key) => /\.(conversation$|out\.)/.test(key))) return;
    const { owner, source } = await who();
    if (gone || mine !== era || getSession.made()) return;
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
    context: (more) => void Object.assign(host.extra, more),
    track: host.track,
    open,
    close,
    startGuide: async (id) => (await getSession()).startGuide(id),
    page: async () => (await getSession()).page(true),
    remove() {
      gone = true;
      stopWaiting();
      stopHints();
      stopShowing();
      drop();
      watched?.remove();
      launcher.remove();
      root.remove();
    },
  };
}
