import { defineConfig } from "vite";

// Everything is a file of its own origin, nothing is inline and nothing is fetched from elsewhere, so that the page holds
// under `default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'`.
export default defineConfig({
  base: "/console/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    // What light-dark(), dialog and container queries need.
    target: ["chrome123", "firefox128", "safari17.5"],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { proxy: { "/v1": { target: "http://127.0.0.1:8484", ws: true } } },
});
