// The panel: a dialog beside the launcher, the whole screen on a phone.

import type { Guide, Inbox, Listed, PageContext, Theme } from "../api/types.js";
import type { Client, Outgoing } from "../core/client.js";
import { el, set } from "../dom.js";
import type { Env } from "../env.js";
import { FILES_CSS } from "../files/style.js";
import type { Strings } from "../i18n/strings.js";
import type { Root } from "../loader/launcher.js";
import { allowHosts } from "../text/markdown.js";
import { COLORS_CSS } from "../theme/style.js";
import { createBanner } from "./banner.js";
import { createComposer } from "./composer.js";
import type { PanelContext } from "./context.js";
import { createHead } from "./head.js";
import { createKeys } from "./keys.js";
import { listView } from "./list.js";
import { seesView } from "./sees.js";
import { PANEL_CSS } from "./style.js";
import { createTalk, spoken } from "./talk.js";
import { createViewport } from "./viewport.js";
import { waitingWords } from "./waiting.js";

/** How often at most it is asked how long until a person is there. */
const MINUTE = 60_000;

export interface PanelOptions {
  env: Env;
  server: string;
  inboxKey: string;
  inbox(): Promise<Inbox>;
  looks(): Theme;
  /** Before every key of this contact in storage. */
  prefix: string;
  root: Root;
  launcher: HTMLElement;
  client: Client;
  strings: Strings;
  language: string;
  linkHosts: readonly string[];
  page(always?: boolean): Promise<PageContext | null>;
  showGuide(guide: Guide): void;
  close(): void;
}

export interface Panel {
  open(): void;
  ask(text: string): void;
  close(): void;
  remove(): void;
}

export function createPanel(options: PanelOptions): Panel {
  const { env, client, strings, root, server, prefix } = options;
  let inbox: Inbox | null = null;
  let isOpen = false;
  const hosts = [location.host, new URL(server).host, ...options.linkHosts];

  const context: PanelContext = {
    env,
    client,
    strings,
    language: options.language,
    prefix,
    server,
    root,
    inbox: () => inbox,
    allows: allowHosts(hosts),
    page: options.page,
    looks: options.looks,
    ask: (text, files) => void ask(text, { ...(files && { files }) }),
    talkToPerson: () => void ask(strings.talkMessage, { person: true }),
    showGuide: options.showGuide,
    announce,
    write: (text) => composer.write(text),
  };

  const worn = root.wear(COLORS_CSS + PANEL_CSS + FILES_CSS);
  const viewport = createViewport(root);
  const live = el("div.unseen", { role: "status", "aria-live": "polite" });
  const head = createHead(context, {
    close: options.close,
    list: () => show(listView(context, choose), strings.conversations),
    fresh: () => choose(null),
    back,
  });
  const banner = createBanner(context);
  const talk = createTalk(context, seen);
  const composer = createComposer(context, `${prefix}draft`, {
    sees: () => show(seesView(context, options.inboxKey), strings.seesTitle),
  });
  const main = el("div.main", talk.node, composer.node);
  const body = el("div.body", main);
  const node = el(
    "div.panel",
    { role: "dialog", "aria-labelledby": "usher-title", hidden: true },
    head.node,
    banner.node,
    body,
    live,
  );
  const keys = createKeys(node, { escape: () => (main.isConnected ? options.close() : back()) });
  composer.listen(node);
  root.shadow.append(node);

  let heard = client.state().seen;
  let conversation = client.state().conversation;
  let waited: unknown = null;
  let asked = 0;
  const unsubscribe = client.subscribe((state) => {
    if (state.conversation !== conversation) {
      // One that just began is the same to the contact.
      if (conversation !== null) heard = Infinity;
      conversation = state.conversation;
    }
    talk.update(state);
    banner.update(state);
    head.update(state);
    composer.update(state);
    if (state.seen > heard && state.link === "open") announce(spoken(state, context));
    heard = state.seen;
    // Once: numbers that move a little are there to be read.
    if (state.waiting && !waited) announce(waitingWords(state.waiting, context));
    waited = state.waiting;
    seen();
  });
  document.addEventListener("visibilitychange", seen);
  const stop = env.every(MINUTE, seen);

  /** What is before the contact's eyes is read; where they wait for a person, it says how long. */
  function seen() {
    if (!isOpen || !main.isConnected || document.visibilityState !== "visible") return;
    if (talk.atEnd()) client.read();
    const { phase, waiting } = client.state();
    if (phase !== "open" || waiting?.people === "there" || env.now() - asked < MINUTE) return;
    asked = env.now();
    void client.waiting().catch(() => {});
  }

  /** Greeting and looks, as soon as they are known. */
  async function meet() {
    inbox = await options.inbox();
    talk.update(client.state());
    head.update(client.state());
    composer.update(client.state());
  }

  async function ask(text: string, more: Outgoing) {
    if (!main.isConnected) back();
    client.send(text, { page: await options.page(), ...more });
    composer.focus();
  }

  function announce(text: string) {
    if (!text) return;
    live.textContent = "";
    env.after(50, () => (live.textContent = text));
  }

  function show(view: HTMLElement, title: string) {
    body.replaceChildren(view);
    head.title(title);
    head.focus();
  }

  function back() {
    body.replaceChildren(main);
    head.title(null);
    talk.toEnd();
    composer.focus();
    seen();
  }

  function choose(conversation: Listed | null) {
    if (conversation === null || conversation.id !== client.state().conversation) client.show(conversation);
    back();
  }

  return {
    open() {
      if (isOpen) return;
      isOpen = true;
      node.hidden = false;
      set(node, "data-open", true);
      viewport.follow(true);
      keys.trap(true);
      talk.toEnd();
      composer.focus();
      seen();
      // Where it could not be had before, it is asked for again.
      if (!inbox) void meet().catch(() => {});
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      const inside = root.shadow.activeElement !== null && node.contains(root.shadow.activeElement);
      node.hidden = true;
      viewport.follow(false);
      keys.trap(false);
      if (inside) options.launcher.focus({ preventScroll: true });
    },
    ask: context.ask,
    remove() {
      unsubscribe();
      document.removeEventListener("visibilitychange", seen);
      stop();
      viewport.remove();
      banner.remove();
      talk.remove();
      composer.remove();
      node.remove();
      worn.remove();
    },
  };
}
