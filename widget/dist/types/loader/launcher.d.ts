import { type Theme } from "../api/types.js";
import type { Env } from "../env.js";
export interface Root {
    node: HTMLElement;
    shadow: ShadowRoot;
    /** Replaces the looks. */
    theme(theme: Theme): void;
    remove(): void;
}
/** Hangs our element into the page, and hangs it in again when the host clears its page. */
export declare function createRoot(env: Env, theme: Theme): Root;
export interface Launcher {
    node: HTMLButtonElement;
    unread(count: number): void;
    opened(open: boolean): void;
    remove(): void;
}
export interface LauncherWords {
    open: string;
    unread: string;
}
export declare function createLauncher(root: Root, words: LauncherWords, on: {
    click(): void;
    near(): void;
}): Launcher;
