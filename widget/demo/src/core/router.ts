// Client-side routes below the base path that index.html names in `data-base`.

import type { Navigation, Page } from "./app";

export type Routes = [pattern: string, page: Page][];

export interface Match {
  page: Page;
  params: Record<string, string>;
}

export interface Router extends Navigation {
  match(routes: Routes): Match | undefined;
}

/** `drawn(true)` is called when another page opens, `drawn(false)` when the same one is drawn anew. */
export function makeRouter(base: string, drawn: (opened: boolean) => void): Router {
  const here = () => location.pathname.slice(base.length).replace(/\/$/, "") || "/";
  const open = (path: string) => {
    if (base + path !== location.pathname + location.search) history.pushState(null, "", base + path);
    drawn(true);
  };
  addEventListener("popstate", () => drawn(true));
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const modified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0;
    if (!link || modified || link.hasAttribute("download") || link.target || event.defaultPrevented) return;
    const href = link.getAttribute("href");
    if (!href?.startsWith(`${base}/`)) return;
    event.preventDefault();
    open(href.slice(base.length));
  });
  return {
    get path() {
      return here();
    },
    get query() {
      return new URLSearchParams(location.search);
    },
    href: (path) => base + path,
    go: open,
    refresh: () => drawn(false),
    leave: (path) => location.assign(base + path),
    match(routes) {
      for (const [pattern, page] of routes) {
        const params = fit(pattern, here());
        if (params) return { page, params };
      }
      return undefined;
    },
  };
}

/** The parameters of `/invoices/:number` in a path, or nothing if it is another route. */
function fit(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [i, part] of wanted.entries()) {
    if (part.startsWith(":")) params[part.slice(1)] = decodeURIComponent(given[i] ?? "");
    else if (part !== given[i]) return undefined;
  }
  return params;
}
