/** Storage that never throws: where the browser refuses it, memory that lasts as long as the page. */
export interface Keep {
    get(key: string): string | null;
    /** `null` removes. */
    set(key: string, value: string | null): void;
    keys(prefix: string): string[];
}
export interface Env {
    fetch: typeof fetch;
    WebSocket: typeof WebSocket;
    after(milliseconds: number, run: () => void): () => void;
    every(milliseconds: number, run: () => void): () => void;
    now(): number;
    random(): number;
    /** Names a message: only ever compared among one contact's, it need not be hard to guess. */
    id(): string;
    parse(text: string): unknown;
    stringify(value: unknown): string;
    local: Keep;
    session: Keep;
}
export declare function browserEnv(): Env;
/** Reading `localStorage` itself throws where cookies are blocked; writing throws where it is full. */
export declare function keep(open: () => Storage): Keep;
