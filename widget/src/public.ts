// What a host product may call. docs/widget.md tells it in prose.

import type { TokenSource } from "./api/tokens.js";
import type { PageContext, Theme } from "./api/types.js";

export type { PageContext, Theme, TokenSource };

export interface InitOptions {
  /** The inbox's key. */
  inbox: string;
  /** Where Usher answers, such as `https://help.example.com`; without it, where the script came from. */
  server?: string;
  /** The signed-in person's token, or what gets a fresh one; without it, a visitor. */
  token?: TokenSource;
  /** `en`, `de`, `fr`, `es`, `pt` or `ja`; without it, the page's language. */
  locale?: string;
  theme?: Theme;
  /** Hosts that links in messages may lead to, besides the page's own and the server's. */
  linkHosts?: string[];
  /** `false`: no button of ours; the host opens the panel itself. */
  launcher?: boolean;
  /** Parts of the page that are never looked at, besides `[data-usher-private]`. */
  privateSelector?: string;
  /** `false`: help is never offered unasked, whatever the inbox says. */
  hints?: boolean;
}

export interface UsherEvents {
  open: undefined;
  close: undefined;
  /** A message came from the agent or a person. */
  message: { author: string; text: string };
  /** How many messages nobody has looked at. */
  unread: number;
  escalated: { reason: string };
  resolved: { resolution: string };
  guide: { guide: string; step: string; outcome: string; reason?: string };
}

export interface UsherApi {
  init(options: InitOptions): void;
  /** The person who is signed in now; `null` for nobody. */
  identify(token: TokenSource | null): void;
  /** What the host knows about the page: `product_area`, or anything that the inbox was told of. */
  context(extra: Record<string, unknown>): void;
  /** Something happened in the host product, such as `invoice.sent`. */
  track(event: string): void;
  /** The same as `track`. */
  event(name: string): void;
  open(): void;
  close(): void;
  guide: { start(id: string): Promise<boolean> };
  on<K extends keyof UsherEvents>(event: K, listener: (detail: UsherEvents[K]) => void): () => void;
  /** Exactly what would be sent about this page with a message now. */
  explainContext(): Promise<PageContext | null>;
  /** Removes everything: nodes, listeners, timers, sockets. What is stored on the device stays. */
  shutdown(): void;
}
