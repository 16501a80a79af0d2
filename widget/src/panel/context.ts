// What every view of the panel knows.

import type { Guide, Inbox, PageContext } from "../api/types.js";
import type { Client } from "../core/client.js";
import type { Env } from "../env.js";
import type { Strings } from "../i18n/strings.js";

export interface PanelContext {
  env: Env;
  client: Client;
  strings: Strings;
  language: string;
  /** Before every key of this contact in storage. */
  prefix: string;
  /** Null until it is known. */
  inbox(): Inbox | null;
  allows(url: URL): boolean;
  page(always?: boolean): Promise<PageContext | null>;
  ask(text: string): void;
  talkToPerson(): void;
  /** Whether the reply helped. */
  judge(key: string, solved: boolean): void;
  showGuide(guide: Guide): void;
  /** Says it to those who cannot see it. */
  announce(text: string): void;
  focusComposer(): void;
  /** Draws the conversation again, for what is not part of its state. */
  redraw(): void;
}
