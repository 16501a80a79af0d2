import type { LauncherWords } from "./launcher.js";
export declare const LANGUAGES: readonly ["en", "de", "fr", "es", "pt", "ja"];
export type Language = (typeof LANGUAGES)[number];
/** The first of the wishes that there is; English where there is none. */
export declare function pickLanguage(...wishes: (string | null | undefined)[]): Language;
export declare function launcherWords(language: Language): LauncherWords;
