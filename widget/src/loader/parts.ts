// The parts that load when they are needed. The script tag gets them by address, a bundler by name.

import type { Session, SessionOptions } from "../core/session.js";
import type { HintsOptions } from "../hints/index.js";
import type { Played, PlayOptions } from "../guide/index.js";
import type { Guide } from "../guide/types.js";
import type { Strings } from "../i18n/strings.js";
import type { PageWatch } from "../page/watch.js";
import type { ShotOptions } from "../shot/index.js";
import type { Language } from "./words.js";

export interface Parts {
  watch(): Promise<{ watchPage(privateSelector?: string): PageWatch }>;
  core(): Promise<{ createSession(options: SessionOptions): Session }>;
  guide(): Promise<{ playGuide(guide: Guide, options: PlayOptions): Played }>;
  hints(): Promise<{ startHints(options: HintsOptions): () => void }>;
  shot(): Promise<{ takeShot(options: ShotOptions): Promise<File | null> }>;
  strings(language: Language): Promise<{ strings: Strings }>;
}
