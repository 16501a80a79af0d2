// The player's words, which every language file has.

import type { Strings } from "../i18n/strings";

export type GuideStrings = Strings["guide"];
