// The two words of a hint, so that no language file is loaded for them.

import type { Language } from "../loader/words.js";

const WORDS: Record<Language, string> = {
  en: "Yes, please|No, thanks",
  de: "Ja, gern|Nein, danke",
  fr: "Oui, volontiers|Non, merci",
  es: "Sí, por favor|No, gracias",
  pt: "Sim, por favor|Não, obrigado",
  ja: "お願いします|いいえ",
};

export const hintWords = (language: Language) => WORDS[language].split("|") as [yes: string, no: string];
