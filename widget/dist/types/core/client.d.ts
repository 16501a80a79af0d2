import { type TokenSource } from "../api/tokens.js";
import type { Conversation, Guide, LogEvent, PageContext, StepReport } from "../api/types.js";
import type { Env } from "../env.js";
import { type State } from "../store/state.js";
export interface ClientOptions {
    env: Env;
    server: string;
    inbox: string;
    /** Before every key of this contact in storage. */
    prefix: string;
    token: TokenSource | null;
    /** Every event of the log that this device did not have before. */
    onEvent?(event: LogEvent): void;
}
export interface Client {
    state(): State;
    /** Calls at once and after every change; returns what ends it. */
    subscribe(listener: (state: State) => void): () => void;
    send(text: string, page?: PageContext): void;
    report(step: StepReport): void;
    retry(clientId: string): void;
    drop(clientId: string): void;
    typing(): void;
    /** Gets a token before it is needed. */
    warm(): void;
    /** Messages from others that were not before the contact's eyes yet. */
    unread(): number;
    read(): void;
    list(): Promise<Conversation[]>;
    /** The contact's first words in a conversation, to know it again by. */
    firstWords(id: string): Promise<string>;
    /** Goes to a conversation; null begins a new one with the next message. */
    show(id: string | null, lastSeq?: number): void;
    earlier(): Promise<void>;
    rate(stars: number, comment: string): Promise<"sent" | "missing">;
    /** A guide of this conversation by its id. */
    guide(id: string): Guide | null;
    reconnect(): void;
    remove(): void;
}
export declare function createClient(options: ClientOptions): Client;
