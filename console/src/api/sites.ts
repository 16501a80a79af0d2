// The calls of docs/knowledge.md about sites.

import { call } from "./http.js";
import { knowledgePath as at } from "./path.js";
import type { Site, SiteBody } from "./types.js";

const site = (id: string, act = "") => at(`sites/${encodeURIComponent(id)}${act}`);

export const sites = {
  list: async () => (await call<{ sites: Site[] }>("GET", at("sites"))).sites,
  add: (body: SiteBody) => call<Site>("POST", at("sites"), body),
  change: (id: string, body: SiteBody) => call<Site>("PUT", site(id), body),
  read: (id: string) => call<Site>("POST", site(id, "/read"), {}),
  remove: (id: string) => call<void>("DELETE", site(id)),
};
