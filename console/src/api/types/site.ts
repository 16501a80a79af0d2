// Sites that articles are read from, again and again (docs/knowledge.md).

import type { PersonRef } from "./person.js";

export interface SiteChange {
  article: string;
  title: string;
  /** The version before; null: it is new. */
  was: number | null;
  version: number;
}

export interface SiteResult {
  at: string;
  changed: number;
  unchanged: number;
  retired: number;
  vanished: number;
  requests: number;
  bytes: number;
  /** At most 100. */
  changes: SiteChange[];
  /** At most 100. */
  passed: { url: string; reason: string }[];
  stopped: string | null;
}

export interface SiteBody {
  start: string;
  source?: string;
  prefix: string;
  within: string[];
  without: string[];
  /** null: only when somebody asks. */
  every_hours: number | null;
  grace_days: number;
}

export interface Site extends SiteBody {
  id: string;
  source: string;
  state: "waiting" | "reading" | "idle";
  /** Pages so far, while it is read. */
  done: number;
  next_at: string | null;
  last: SiteResult | null;
  problem: string | null;
  by: PersonRef | null;
  created_at: string;
}
