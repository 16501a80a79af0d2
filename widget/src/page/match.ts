// Routes against patterns. Apart from the rest, so that watching alone loads little.

/** True where `route` is `pattern`, in which `*` stands for one segment; a trailing slash does not count. */
export function routeMatches(pattern: string, route: string): boolean {
  const parts = (s: string): string[] => s.replace(/^\/+|\/+$/g, "").split("/");
  const [want, have] = [parts(pattern), parts(route)];
  return want.length === have.length && want.every((part, i) => part === "*" || part === have[i]);
}
