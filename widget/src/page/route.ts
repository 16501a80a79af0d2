// Where the contact is. Apart from the rest, so that watching alone loads little.

/**
 * The route that conditions speak of: the path, or what stands in its place after `#/`; no query. A product that lives
 * below a path says so with `<html data-base="/app">`, and its routes begin after that.
 */
export function routeNow(): string {
  const hash = /^#!?(\/[^?#]*)/.exec(location.hash)?.[1];
  if (hash) return hash;
  const base = document.documentElement.dataset.base ?? "";
  return (location.pathname.startsWith(`${base}/`) && location.pathname.slice(base.length)) || location.pathname;
}
