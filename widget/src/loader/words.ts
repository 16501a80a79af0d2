// The few words of the launcher, so that no language file is loaded for a button.

import type { LauncherWords } from "./launcher.js";

export const LANGUAGES = ["en", "de", "fr", "es", "pt", "ja"] as const;
export type Language = (typeof LANGUAGES)[number];

const WORDS: Record<Language, string> = {
  en: "Help|{n} unread",
  de: "Hilfe|{n} ungelesen",
  fr: "Aide|{n} non lus",
  es: "Ayuda|{n} sin leer",
  pt: "Ajuda|{n} não lidas",
  ja: "ヘルプ|未読 {n} 件",
};

/** The first of the wishes that there is; English where there is none. */
export function pickLanguage(...wishes: (string | null | undefined)[]): Language {
  for (const wish of wishes) {
    const short = wish?.toLowerCase().split(/[-_]/)[0];
    const found = LANGUAGES.find((language) => language === short);
    if (found) return found;
  }
  return "en";
}

export function launcherWords(language: Language): LauncherWords {
  const [open, unread] = WORDS[language].split("|") as [string, string];
  return { open, unread };
}
