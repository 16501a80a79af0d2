// Serves dist/ under its base path, with the policy that the widget has to live with.
//
//   npm run serve            http://127.0.0.1:4173/tallybook/

import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = join(dirname(fileURLToPath(import.meta.url)), "dist");
const BASE = "/tallybook";
const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; " +
  "form-action 'none'; frame-ancestors 'none'";

/** Starts it on a free port unless told; every route that is no file is the page itself. */
export function serve(port = 0) {
  const server = createServer(async (request, response) => {
    const path = new URL(request.url, "http://host").pathname;
    const answer = (status, type, body) =>
      response.writeHead(status, { "content-type": type, "content-security-policy": POLICY }).end(body);
    if (path === "/") return response.writeHead(302, { location: `${BASE}/` }).end();
    // The widget's place: a real server puts its script here.
    if (path === "/widget.js") return answer(200, TYPES[".js"], "");
    if (path !== BASE && !path.startsWith(`${BASE}/`)) return answer(404, "text/plain", "not found");
    const name = /^\/tallybook\/(app\.(js|css))$/.exec(path)?.[1] ?? "index.html";
    return answer(200, TYPES[extname(name)], await readFile(join(DIST, name)));
  });
  return new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", () => {
      const url = `http://127.0.0.1:${server.address().port}${BASE}`;
      done({
        url,
        stop: () =>
          new Promise((closed) => {
            server.closeAllConnections();
            server.close(closed);
          }),
      });
    });
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve(Number(process.env.PORT ?? 4173));
  console.log(`${url}/`);
}
