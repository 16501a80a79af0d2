// The content team's pages: one part of the console, loaded when one of them is first opened.

import "./styles/content.css";

export { ArticlesPage } from "./articles/page.js";
export { GapsPage } from "./gaps/page.js";
export { UploadsPage } from "./uploads/page.js";
