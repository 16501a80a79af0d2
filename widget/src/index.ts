// The module entry, for those who build: the same API as the script tag's `window.Usher`, with nothing global.

import { createUsher } from "./loader/usher.js";
import type { UsherApi } from "./public.js";

export type { InitOptions, UsherApi, UsherEvents, Theme, TokenSource, PageContext } from "./public.js";

export const Usher: UsherApi = createUsher(
  {
    core: () => import("./core/session.js"),
    hints: () => import("./hints/index.js"),
    bubble: () => import("./hints/bubble.js"),
    strings(language) {
      if (language === "de") return import("./i18n/de.js");
      if (language === "fr") return import("./i18n/fr.js");
      if (language === "es") return import("./i18n/es.js");
      if (language === "pt") return import("./i18n/pt.js");
      if (language === "ja") return import("./i18n/ja.js");
      return import("./i18n/en.js");
    },
  },
  typeof location === "undefined" ? "" : location.origin,
);

export default Usher;
