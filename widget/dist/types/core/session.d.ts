import type { TokenSource } from "../api/tokens.js";
import type { LogEvent, PageContext, PageEvent } from "../api/types.js";
import type { Env } from "../env.js";
import type { Launcher, Root } from "../loader/launcher.js";
import type { Parts } from "../loader/parts.js";
import type { Language } from "../loader/words.js";
import type { PageWatch } from "../page/watch.js";
import type { InitOptions, UsherEvents } from "../public.js";
export interface SessionOptions {
    env: Env;
    parts: Parts;
    server: string;
    options: InitOptions;
    language: Language;
    root: Root;
    launcher: Launcher;
    /** Before every key of this contact in storage. */
    prefix: string;
    source: TokenSource | null;
    /** What the host told of its page, and the events that it announced. */
    extra: Record<string, unknown>;
    happened: readonly PageEvent[];
    onHostEvent(listener: (name: string) => void): () => void;
    watch(): Promise<PageWatch>;
    /** Every event of the log that this device did not have before. */
    tell(event: LogEvent): void;
    emit<K extends keyof UsherEvents>(event: K, detail: UsherEvents[K]): void;
    isOpen(): boolean;
    open(): void;
    close(): void;
}
export interface Session {
    /** Fetches the panel, which is likely to be wanted. */
    prepare(): void;
    open(): Promise<void>;
    close(): void;
    /** Takes up the guide that was being played. */
    resume(): void;
    startGuide(id: string): Promise<boolean>;
    /** What would be sent about the page; null where the contact chose to send nothing, unless `always`. */
    page(always?: boolean): Promise<PageContext | null>;
    remove(): void;
}
export declare function createSession(from: SessionOptions): Session;
