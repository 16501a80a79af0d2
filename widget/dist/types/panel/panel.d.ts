import type { Guide, PageContext, Theme } from "../api/types.js";
import type { Client } from "../core/client.js";
import type { Env } from "../env.js";
import type { Strings } from "../i18n/strings.js";
import type { Root } from "../loader/launcher.js";
export interface PanelOptions {
    env: Env;
    server: string;
    inbox: string;
    /** Before every key of this contact in storage. */
    prefix: string;
    root: Root;
    launcher: HTMLElement;
    client: Client;
    strings: Strings;
    language: string;
    theme: Theme;
    linkHosts: readonly string[];
    page(always?: boolean): Promise<PageContext | null>;
    showGuide(guide: Guide): void;
    close(): void;
}
export interface Panel {
    open(): void;
    close(): void;
    remove(): void;
}
export declare function createPanel(options: PanelOptions): Panel;
