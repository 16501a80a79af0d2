// Parts that come late, as from a server.

import { h, replace, type Child } from "./dom";

/** Shows a placeholder for `ms` the first time that `what` is loaded in this page load. */
export function makeSlow(): (what: string, ms: number, build: () => Child) => HTMLElement {
  const loaded = new Set<string>();
  return (what, ms, build) => {
    if (loaded.has(what)) return h("div", { class: "loaded" }, build());
    const node = h(
      "div",
      { class: "loading", "aria-busy": "true" },
      h("p", { class: "sr" }, `Loading ${what}…`),
      [1, 2, 3, 4, 5].map(() => h("div", { class: "skeleton", "aria-hidden": "true" })),
    );
    setTimeout(() => {
      loaded.add(what);
      if (!node.isConnected) return;
      node.className = "loaded";
      node.removeAttribute("aria-busy");
      replace(node, build());
    }, ms);
    return node;
  };
}
