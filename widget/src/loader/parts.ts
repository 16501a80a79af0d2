// The parts that load when they are needed. The script tag gets them by address, a bundler by name.

import type { Session, SessionOptions } from "../core/session.js";
import type { HintBubbleOptions } from "../hints/bubble.js";
import type { HintsOptions } from "../hints/index.js";
import type { Strings } from "../i18n/strings.js";
import type { Language } from "./words.js";

export interface Parts {
  core(): Promise<{ createSession(options: SessionOptions): Session }>;
  hints(): Promise<{ startHints(options: HintsOptions): () => void }>;
  bubble(): Promise<{ showHint(options: HintBubbleOptions): () => void }>;
  strings(language: Language): Promise<{ strings: Strings }>;
}
