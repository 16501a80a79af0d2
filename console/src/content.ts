// The content team's pages: one part of the console, loaded when one of them is first opened.

import "./styles/content.css";
import "./styles/guides.css";
import "./styles/intents.css";
import "./styles/sites.css";

export { ArticlesPage } from "./articles/page.js";
export { GapsPage } from "./gaps/page.js";
export { GuidesPage } from "./guides/page.js";
export { IntentsPage } from "./intents/page.js";
export { TeachDialog } from "./intents/teach.js";
export { SitesPage } from "./sites/page.js";
export { UploadsPage } from "./uploads/page.js";
