import type { TokenSource } from "../api/tokens.js";
export interface Identity {
    /** A short name of the token's `sub`, so that two people on one device never see each other's. */
    owner: string;
    source: TokenSource | null;
}
/** Asks the host's callback once where there is one: whose device it is must be known before anything is read. */
export declare function identify(source: TokenSource | null): Promise<Identity>;
