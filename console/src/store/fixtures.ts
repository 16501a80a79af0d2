// A row for tests; say what matters.

import type { Row } from "../api/types.js";

export const row = (given: Partial<Row> & { id: string }): Row => ({
  inbox: "main",
  state: "open",
  stage: "waiting",
  level: "one",
  due_at: null,
  queue: null,
  assignee: null,
  contact: { id: "c", name: "Priya Shah", plan: null, account: null, identified: true },
  title: "",
  preview: null,
  topic: null,
  reason: null,
  priority: 0,
  urgency: 0,
  frustration: 0,
  waiting_since: null,
  snoozed_until: null,
  rating: null,
  outcome: null,
  resolved_at: null,
  flags: [],
  created_at: "2026-01-01T10:00:00Z",
  updated_at: "2026-01-01T10:00:00Z",
  last_seq: 1,
  ...given,
});
