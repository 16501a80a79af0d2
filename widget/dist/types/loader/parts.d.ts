import type { GuideModule } from "../api/types.js";
import type { Session, SessionOptions } from "../core/session.js";
import type { Strings } from "../i18n/strings.js";
import type { PageWatch } from "../page/watch.js";
import type { Language } from "./words.js";
export interface Parts {
    watch(): Promise<{
        watchPage(privateSelector?: string): PageWatch;
    }>;
    core(): Promise<{
        createSession(options: SessionOptions): Session;
    }>;
    guide(): Promise<GuideModule>;
    strings(language: Language): Promise<{
        strings: Strings;
    }>;
}
