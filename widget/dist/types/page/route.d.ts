/**
 * The route that conditions speak of: the path, or what stands in its place after `#/`; no query. A product that lives
 * below a path says so with `<html data-base="/app">`, and its routes begin after that.
 */
export declare function routeNow(): string;
