// What every view of the panel knows.

import type { Guide, Inbox, PageContext, SentFile, Theme } from "../api/types.js";
import type { Client } from "../core/client.js";
import type { Env } from "../env.js";
import type { Strings } from "../i18n/strings.js";
import type { Root } from "../loader/launcher.js";

export interface PanelContext {
  env: Env;
  client: Client;
  strings: Strings;
  language: string;
  server: string;
  root: Root;
  /** Before every key of this contact in storage. */
  prefix: string;
  /** Null until it is known. */
  inbox(): Inbox | null;
  /** The host's looks and the inbox's, as far as they are known. */
  looks(): Theme;
  allows(url: URL): boolean;
  page(always?: boolean): Promise<PageContext | null>;
  ask(text: string, files?: readonly SentFile[]): void;
  talkToPerson(): void;
  showGuide(guide: Guide): void;
  /** Says it to those who cannot see it. */
  announce(text: string): void;
  /** Goes to where the contact writes, with a text to begin with. */
  write(text: string): void;
}
