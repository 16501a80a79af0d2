// Every call of docs/evals.md, one function each.

import { BASE, call, query, upload } from "./http.js";
import type { Budget, Case, CasePage, Run, RunBody, RunDetail, RunPage, Suite, TurnCase } from "./types.js";

const at = (path: string, asked: Parameters<typeof query>[0] = {}) => `/evals/${path}${query(asked)}`;
const suite = (id: string, act = "") => `suites/${encodeURIComponent(id)}${act}`;
const run = (id: string, act = "") => `runs/${encodeURIComponent(id)}${act}`;

export const suites = {
  list: async () => (await call<{ suites: Suite[] }>("GET", at("suites"))).suites,
  get: (id: string) => call<Suite>("GET", at(suite(id))),
  create: (body: { name: string; kind: string; description?: string }) => call<Suite>("POST", at("suites"), body),
  /** A ZIP of a suite's folder. */
  take: (zip: Blob, replace: boolean) => upload<Suite>(at("suites/import", { replace: replace ? "true" : "" }), zip),
  remove: (id: string) => call<void>("DELETE", at(suite(id))),
  exportOf: (id: string) => BASE + at(suite(id, "/export")),
  setBaseline: (id: string, of: string) => call<Suite>("PUT", at(suite(id, "/baseline")), { run: of }),
};

export const cases = {
  list: (id: string, q: string, after: string | null) => call<CasePage>("GET", at(suite(id, "/cases"), { q, after })),
  add: (id: string, made: unknown) => call<Case>("POST", at(suite(id, "/cases")), { case: made }),
  change: (id: string, place: number, version: number, made: unknown) =>
    call<Case>("PUT", at(suite(id, `/cases/${place}`)), { version, case: made }),
  remove: (id: string, place: number, version: number) => call<void>("DELETE", at(suite(id, `/cases/${place}`), { version })),
  ofConversation: async (id: string) =>
    (await call<{ cases: TurnCase[] }>("GET", `/conversations/${encodeURIComponent(id)}/cases`)).cases,
};

export const runs = {
  start: (body: RunBody) => call<Run>("POST", at("runs"), body),
  list: (asked: { kind?: string; suite?: string; before?: string | null; limit?: number }) =>
    call<RunPage>("GET", at("runs", { ...asked })),
  get: (id: string) => call<RunDetail>("GET", at(run(id))),
  stop: (id: string) => call<Run>("POST", at(run(id, "/stop")), {}),
  remove: (id: string) => call<void>("DELETE", at(run(id))),
  reportOf: (id: string) => BASE + at(run(id, "/report")),
  resultsOf: (id: string) => BASE + at(run(id, "/results")),
};

export const budget = {
  get: () => call<Budget>("GET", at("budget")),
  set: (to: { run: string; budget: number } | { calibration: string }) => call<Budget>("PUT", at("budget"), to),
  takeBack: () => call<Budget>("DELETE", at("budget")),
};
