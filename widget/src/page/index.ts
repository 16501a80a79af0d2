// The page context and the watcher of the page.

export { collectPage, type PageOptions } from "./context";
export { watchPage, type PageWatch } from "./watch";
