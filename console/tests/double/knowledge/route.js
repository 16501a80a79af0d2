// One line a call of docs/knowledge.md.

import * as guides from "../guides.js";
import { Refused } from "../world.js";
import * as articles from "./articles.js";
import { answered } from "./answered.js";
import * as gaps from "./gaps.js";
import * as intents from "./intents.js";
import * as sites from "./sites.js";
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
    "GET guides": () => guides.list(world, asked),
    "GET guide": () => (id === "version" ? guides.version(world, asked) : guides.get(world, asked)),
    "PUT guide": () => guides.save(world, person, body),
    "DELETE guide": () => guides.discard(world, asked),
    "POST guide": () => (id === "check" ? guides.check(body) : id === "publish" ? guides.publish(world, person, body) : guides.archive(world, person, body)),
    "GET uploads": () => (id ? uploads.get(world, id, asked) : uploads.list(world, asked)),
    "POST uploads": () => (act === "retry" ? uploads.retry(world, id) : uploads.begin(world, person, asked, bytes)),
    "DELETE uploads": () => uploads.remove(world, id),
    "GET gaps": () => gaps.gaps(world, asked),
    "POST gaps": () => gaps.draft(world, person, body),
    "GET answered": () => answered(world, asked),
    "GET intents": () => (id === "confusions" ? intents.confusions(world) : intents.list(world)),
    "POST intents": () => (id === "check" ? intents.check(world, body) : intents.add(world, person, body)),
    "DELETE intents": () => intents.remove(world, act),
    "GET sites": () => sites.list(world),
    "POST sites": () => (act === "read" ? sites.read(world, id) : sites.add(world, person, body)),
    "PUT sites": () => sites.change(world, person, id, body),
    "DELETE sites": () => sites.remove(world, person, id),
    "GET quality": () => gaps.quality(world),
  };
  const call = calls[`${method} ${what}`];
  if (!call) throw new Refused(404, "route-unknown");
  return call();
}
