// One line a call of docs/knowledge.md.

import { Refused } from "../world.js";
import * as articles from "./articles.js";
import * as gaps from "./gaps.js";
import * as uploads from "./uploads.js";

export function knowledge(world, method, path, asked, body, bytes, person) {
  const [, , what, id, act = ""] = path.split("/").map(decodeURIComponent);
  const calls = {
    "GET articles": () => articles.list(world, asked),
    "GET article": () => articles.get(world, asked),
    "GET version": () => articles.version(world, asked),
    "POST preview": () => articles.look(body),
    "PUT draft": () => articles.save(world, person, body),
    "DELETE draft": () => articles.discard(world, asked),
    "POST publish": () => articles.publish(world, person, body),
    "POST archive": () => articles.archive(world, person, body),
    "GET uploads": () => (id ? uploads.get(world, id, asked) : uploads.list(world, asked)),
    "POST uploads": () => (act === "retry" ? uploads.retry(world, id) : uploads.begin(world, person, asked, bytes)),
    "DELETE uploads": () => uploads.remove(world, id),
    "GET gaps": () => gaps.gaps(world, asked),
    "POST gaps": () => gaps.draft(world, person, body),
    "GET quality": () => gaps.quality(world),
  };
  const call = calls[`${method} ${what}`];
  if (!call) throw new Refused(404, "route-unknown");
  return call();
}
