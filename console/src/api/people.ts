// Every call of the people's side, one function each, named as in the contract.

import { BASE, call, query, upload } from "./http.js";
import type {
  Asked,
  AuditEntry,
  Canned,
  CannedBody,
  ContactPage,
  Counts,
  FigureAnswer,
  FileRef,
  Filters,
  GroupBy,
  GuideSummary,
  Hit,
  HoursBody,
  Inbox,
  InboxSettings,
  Invitation,
  InvitationBody,
  LogEvent,
  MemberChange,
  ModelCalls,
  ModelState,
  NewKey,
  Outcome,
  Person,
  PersonPresence,
  PlaygroundBody,
  Queue,
  QueueBody,
  Row,
  Settings,
  Signed,
  Sort,
  Suggestion,
  Tried,
  View,
  Welcome,
  Whole,
  Written,
} from "./types.js";

interface Ok {
  conversation: Row;
}
export interface RowPage {
  conversations: Row[];
  next: string | null;
}
export type Format = "json" | "csv" | "text";

const of = (id: string, act = "") => `/conversations/${encodeURIComponent(id)}${act && `/${act}`}`;
const post = (id: string, act: string, body: unknown = {}) => call<Ok>("POST", of(id, act), body);

export const session = {
  begin: (email: string, password: string, code?: string) =>
    call<Signed>("POST", "/session", { email, password, ...(code && { code }) }),
  get: () => call<Signed>("GET", "/session"),
  end: () => call<void>("DELETE", "/session"),
  password: (current: string, password: string) => call<void>("PUT", "/session/password", { current, password }),
  totpSecret: (password: string) => call<{ secret: string; url: string }>("POST", "/session/totp", { password }),
  totpOn: (code: string) => call<void>("PUT", "/session/totp", { code }),
  totpOff: (password: string) => call<void>("DELETE", "/session/totp", { password }),
  welcome: (token: string) => call<Welcome>("POST", "/welcome", { token }),
  accept: (token: string, name: string, password: string) => call<Signed>("POST", "/welcome/accept", { token, name, password }),
};

export const members = async () => (await call<{ people: Person[] }>("GET", "/members")).people;
const member = (id: string) => `/members/${encodeURIComponent(id)}`;
export const changeMember = (id: string, change: MemberChange) => call<Person>("PATCH", member(id), change);
export const revokeMember = (id: string) => call<Person>("POST", `${member(id)}/revoke`, {});
export const restoreMember = (id: string) => call<Person>("POST", `${member(id)}/restore`, {});
export const invitations = async () => (await call<{ invitations: Invitation[] }>("GET", "/invitations")).invitations;
/** `link` is a path; it is told this once. */
export const invite = (body: InvitationBody) =>
  call<{ invitation: Invitation; link: string; mailed: boolean }>("POST", "/invitations", body);
export const withdraw = (id: string) => call<void>("DELETE", `/invitations/${encodeURIComponent(id)}`);
export const audit = async (asked: { before?: string | null; person?: string; limit: number }) =>
  (await call<{ entries: AuditEntry[] }>("GET", `/audit${query(asked)}`)).entries;
export const presence = async () => (await call<{ people: PersonPresence[] }>("GET", "/presence")).people;
export const putPresence = (wish: "online" | "away") => call<unknown>("PUT", "/presence", { presence: wish });
const queue = (id: string) => `/queues/${encodeURIComponent(id)}`;
/** In order, and the topics that there were so far. */
export const queues = () => call<{ queues: Queue[]; topics: string[] }>("GET", "/queues");
export const createQueue = (body: QueueBody) => call<Queue>("POST", "/queues", body);
export const changeQueue = (id: string, body: QueueBody) => call<Queue>("PUT", queue(id), body);
export const deleteQueue = (id: string) => call<void>("DELETE", queue(id));
export const inboxes = async () => (await call<{ inboxes: Inbox[] }>("GET", "/inboxes")).inboxes;
/** `null`: always open. */
export const setHours = (inbox: string, hours: HoursBody | null) =>
  call<Inbox>("PUT", `/inboxes/${encodeURIComponent(inbox)}/hours`, hours);
const inbox = (key: string, rest: string) => `/inboxes/${encodeURIComponent(key)}/${rest}`;
export const settingsOf = (key: string) => call<InboxSettings>("GET", inbox(key, "settings"));
export const changeSettings = (key: string, body: { version: number; settings: Settings }) =>
  call<InboxSettings>("PUT", inbox(key, "settings"), body);
export const makeKey = (key: string) => call<NewKey>("POST", inbox(key, "keys"), {});
export const endKey = (key: string, kid: string) => call<void>("DELETE", inbox(key, `keys/${encodeURIComponent(kid)}`));
export const guides = async () => (await call<{ guides: GuideSummary[] }>("GET", "/guides")).guides;
export const contact = (id: string) => call<ContactPage>("GET", `/contacts/${encodeURIComponent(id)}`);
export const search = (q: string, before?: string | null) =>
  call<{ hits: Hit[]; next: string | null }>("GET", `/search${query({ q, before, limit: 30 })}`);

export const canned = async (q: string, inbox?: string) =>
  (await call<{ canned: Canned[] }>("GET", `/canned${query({ q, inbox })}`)).canned;
export const createCanned = (body: CannedBody) => call<Canned>("POST", "/canned", body);
export const changeCanned = (id: string, body: CannedBody) =>
  call<Canned>("PUT", `/canned/${encodeURIComponent(id)}`, body);
export const deleteCanned = (id: string) => call<void>("DELETE", `/canned/${encodeURIComponent(id)}`);
export const renderCanned = (id: string, conversation: string) =>
  call<{ text: string; missing: string[] }>("POST", `/canned/${encodeURIComponent(id)}/render`, { conversation });

export interface FiguresQuery {
  from?: string;
  to?: string;
  by?: GroupBy;
  inbox?: string;
}
export const figures = (asked: FiguresQuery) => call<FigureAnswer>("GET", `/figures${query({ ...asked })}`);

export interface ListQuery extends Filters {
  view: View;
  sort: Sort;
  before?: string | null;
  limit?: number;
}
/** A turn that is answered as a contact's would be, and kept nowhere. */
export const tryOut = (body: PlaygroundBody) => call<Tried>("POST", "/playground", body);
export const modelState = () => call<ModelState>("GET", "/model");
export const modelCalls = (asked: { before?: string | null; conversation?: string; prompt?: string }) =>
  call<ModelCalls>("GET", `/model-calls${query(asked)}`);

export const conversations = {
  list: (asked: ListQuery) => call<RowPage>("GET", `/conversations${query({ ...asked })}`),
  counts: () => call<Counts>("GET", "/conversations/counts"),
  live: async () => (await call<{ conversations: Row[] }>("GET", "/conversations/live")).conversations,
  get: (id: string) => call<Whole>("GET", of(id)),
  events: async (id: string, after: number) =>
    (await call<{ events: LogEvent[] }>("GET", `${of(id, "events")}?after=${after}`)).events,
  take: (id: string, over = false) => post(id, "take", over ? { over } : {}),
  decline: (id: string) => post(id, "decline"),
  assign: (id: string, to: { person: string } | { queue: string | null }, note: string) =>
    post(id, "assign", { ...to, ...(note && { note }) }),
  handBack: (id: string, note: string) => post(id, "hand-back", note ? { note } : {}),
  /** By e-mail; without an address to the contact's own. */
  transcript: (id: string, address: string) =>
    call<{ address: string; duplicate: boolean }>("POST", of(id, "transcript"), address ? { address } : {}),
  resolve: (id: string, outcome: Outcome, topic: string, note: string) =>
    post(id, "resolve", { outcome, ...(topic && { topic }), ...(note && { note }) }),
  reopen: (id: string) => post(id, "reopen"),
  snooze: (id: string, until: string) => post(id, "snooze", { until }),
  /** What a person writes; `act` is `messages`, `notes` or `guides`. */
  write: (id: string, act: string, body: unknown) => call<Written>("POST", of(id, act), body),
  check: async (id: string, text: string) => (await call<{ asks: Asked[] }>("POST", of(id, "check"), { text })).asks,
  suggestion: (id: string) => call<Suggestion>("POST", of(id, "suggestion"), {}),
  discard: (id: string, suggestion: string) => call<void>("POST", of(id, "suggestion/discard"), { suggestion }),
  read: (id: string, seq: number) => call<{ seq: number }>("POST", of(id, "reads"), { seq }),
  mentionsSeen: (id: string) => call<void>("POST", of(id, "mentions/seen"), {}),
};

export const putFile = (file: File) => upload<FileRef>(`/files${query({ name: file.name })}`, file);
export const exportOne = (id: string, format: Format) => `${BASE}${of(id, "export")}?format=${format}`;
export const exportMany = (view: View, filters: Filters, format: Format) =>
  `${BASE}/export${query({ view, ...filters, format })}`;
