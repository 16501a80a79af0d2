// The panel: a dialog beside the launcher, the whole screen on a phone.

import type { Guide, Inbox, PageContext, Theme } from "../api/types.js";
import { request } from "../api/rest.js";
import type { Client } from "../core/client.js";
import { el, set, sheet } from "../dom.js";
import type { Env } from "../env.js";
import type { Strings } from "../i18n/strings.js";
import type { Root } from "../loader/launcher.js";
import { allowHosts } from "../text/markdown.js";
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

export interface PanelOptions {
  env: Env;
  server: string;
  inbox: string;
  /** Before every key of this contact in storage. */
  prefix: string;
  root: Root;
  launcher: HTMLElement;
  client: Client;
  strings: Strings;
  language: string;
  theme: Theme;
  linkHosts: readonly string[];
  page(always?: boolean): Promise<PageContext | null>;
  showGuide(guide: Guide): void;
  close(): void;
}

export interface Panel {
  open(): void;
  close(): void;
  remove(): void;
}

export function createPanel(options: PanelOptions): Panel {
  const { env, client, strings, root, server, prefix } = options;
  const inboxKey = `usher.${options.inbox}.inbox`;
  let inbox = env.parse(env.session.get(inboxKey) ?? "null") as Inbox | null;
  let isOpen = false;
  const judged = new Set((env.session.get(`${prefix}judged`) ?? "").split(" "));
  const hosts = [location.host, new URL(server).host, ...options.linkHosts];

  const context: PanelContext = {
    env,
    client,
    strings,
    language: options.language,
    prefix,
    inbox: () => inbox,
    allows: allowHosts(hosts),
    page: options.page,
    ask: (text) => void ask(text),
    talkToPerson: () => void ask(strings.talkMessage),
    judge,
    showGuide: options.showGuide,
    announce,
    focusComposer: () => composer.focus(),
    redraw: () => talk.update(client.state()),
  };

  const sheets = sheet(PANEL_CSS);
  root.shadow.adoptedStyleSheets = [...root.shadow.adoptedStyleSheets, sheets];
  const viewport = createViewport(root.shadow);
  const live = el("div.unseen", { role: "status", "aria-live": "polite" });
  const head = createHead(context, {
    close: options.close,
    list: () => show(listView(context, choose), strings.conversations),
    fresh: () => choose(null),
    back,
  });
  const banner = createBanner(context);
  const talk = createTalk(context, judged);
  const composer = createComposer(context, `${prefix}draft`, {
    sees: () => show(seesView(context, options.inbox), strings.seesTitle),
  });
  const main = el("div.main", {}, talk.node, composer.node);
  const body = el("div.body", {}, main);
  const node = el(
    "div.panel",
    { role: "dialog", "aria-labelledby": "usher-title", hidden: true },
    head.node,
    banner.node,
    body,
    live,
  );
  const keys = createKeys(node, { escape: () => (main.isConnected ? options.close() : back()) });
  root.shadow.append(node);

  let heard = client.state().seen;
  let conversation = client.state().conversation;
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
    seen();
  });
  document.addEventListener("visibilitychange", seen);
  void loadInbox();

  /** What is before the contact's eyes is read. */
  function seen() {
    if (isOpen && main.isConnected && document.visibilityState === "visible") client.read();
  }

  async function loadInbox() {
    try {
      const path = `inboxes/${encodeURIComponent(options.inbox)}`;
      inbox = await request<Inbox>(env, server, "GET", path);
      env.session.set(inboxKey, env.stringify(inbox));
    } catch {
      if (!inbox) env.after(5000, () => isOpen && void loadInbox());
      return;
    }
    root.theme({ ...inbox.theme, ...options.theme });
    talk.update(client.state());
    head.update(client.state());
  }

  async function ask(text: string) {
    if (!main.isConnected) back();
    const page = await options.page();
    client.send(text, page ?? undefined);
    composer.focus();
  }

  /** The one place that hears it. It stays here: as a message it would be a question to the agent, which hands "thanks" over. */
  function judge(key: string, solved: boolean) {
    judged.add(key);
    env.session.set(`${prefix}judged`, [...judged].join(" "));
    if (solved) announce(strings.solvedThanks);
    context.redraw();
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

  function choose(id: string | null, lastSeq?: number) {
    if (id === null || id !== client.state().conversation) client.show(id, lastSeq);
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
    remove() {
      unsubscribe();
      document.removeEventListener("visibilitychange", seen);
      viewport.remove();
      banner.remove();
      talk.remove();
      node.remove();
      root.shadow.adoptedStyleSheets = root.shadow.adoptedStyleSheets.filter((each) => each !== sheets);
    },
  };
}
