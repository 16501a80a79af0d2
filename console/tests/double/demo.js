// The demo product beside the console, as `usher demo` serves it: Tallybook itself with the widget in it, and tokens for
// whoever is at its desk. Nothing is behind the widget but those.

import { readFileSync } from "node:fs";
import { basename } from "node:path";

const PRODUCT = new URL("../../../widget/demo/dist/", import.meta.url);
const WIDGET = new URL("../../../widget/dist/", import.meta.url);
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const TYPES = { js: "text/javascript", css: "text/css", html: "text/html; charset=utf-8", json: "application/json" };

/** True where it was one of the demo's addresses. */
export function demo(world, { pathname, searchParams }, response) {
  const found = world.withoutDemo ? null : answer(pathname, searchParams);
  if (!found) return false;
  const [type, body] = found;
  response.writeHead(200, { "content-type": TYPES[type], "content-security-policy": POLICY, "access-control-allow-origin": "*" }).end(body);
  return true;
}

function answer(path, asked) {
  if (path === "/demo/people") return ["json", JSON.stringify({ inbox: "tallybook", people: [] })];
  if (path === "/demo/session") return ["json", JSON.stringify({ token: token(`desk-${asked.get("role")}-${asked.get("plan")}`) })];
  if (path === "/widget.js") return ["js", readFileSync(new URL("widget.js", WIDGET))];
  if (path.startsWith("/parts/")) return ["js", readFileSync(new URL(`parts/${basename(path)}`, WIDGET))];
  if (!path.startsWith("/tallybook/")) return null;
  const name = ["app.js", "app.css"].find((one) => path.endsWith(`/${one}`)) ?? "index.html";
  return [name.split(".").at(-1), readFileSync(new URL(name, PRODUCT))];
}

/** Unsigned: nobody checks it here. */
const token = (sub) => ["{}", JSON.stringify({ sub }), "none"].map((part) => Buffer.from(part).toString("base64url")).join(".");
