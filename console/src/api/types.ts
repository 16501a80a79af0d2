// The contract of the people's side (docs/people.md, docs/protocol.md) as types, named as there. Nothing but types, so
// that they can be generated from /openapi.json one day.

export type Role = "admin" | "supervisor" | "agent" | "content_editor" | "analyst";
export type Author = "contact" | "ai_agent" | "human_agent" | "system";
export type ConversationState = "pending" | "open" | "snoozed" | "resolved";
export type Stage = "waiting" | "assigned" | "active";
export type Level = "one" | "everybody" | "supervisor";
export type Flag = "frustrated" | "waiting_long" | "supervisor" | "failed" | "important";
export type Outcome = "solved" | "not_solved" | "no_reply" | "duplicate" | "spam";
export type View = "mine" | "offered" | "waiting" | "open" | "pending" | "snoozed" | "resolved" | "mentions" | "all";
export type Sort = "newest" | "oldest" | "pressing";
export type Presence = "online" | "away" | "offline";
export type StepOutcome = "completed" | "skipped" | "failed";
export type Reason =
  | "confident"
  | "ambiguous"
  | "asks_for_person"
  | "always_human_topic"
  | "out_of_scope"
  | "no_evidence"
  | "low_confidence"
  | "repeated_failure"
  | "frustration";

export interface PersonRef {
  id: string;
  name: string;
}

export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
  status: "active" | "revoked";
  skills: string[];
  inboxes: string[];
  capacity: number;
  totp: boolean;
  created_at: string;
  seen_at: string | null;
}

export interface Signed {
  person: Person;
  csrf: string;
  expires_at: string;
}

export type MemberChange = Partial<Pick<Person, "name" | "role" | "skills" | "inboxes" | "capacity">>;

export interface InvitationBody {
  email: string;
  name?: string;
  role: Role;
  inboxes?: string[];
  skills?: string[];
}

export interface Invitation {
  id: string;
  email: string;
  name: string;
  role: Role;
  by: PersonRef | null;
  created_at: string;
  expires_at: string;
}

export interface AuditEntry {
  id: string;
  at: string;
  by: PersonRef | null;
  act: string;
  on: string;
  detail: Record<string, unknown>;
}

export interface Welcome {
  email: string;
  name: string | null;
  role: Role;
  expires_at: string;
}

export interface PersonPresence {
  id: string;
  name: string;
  role: Role;
  presence: Presence;
  load: number;
  capacity: number;
}

export interface QueueRef {
  id: string;
  name: string;
}

/** A queue as it is written. */
export interface QueueBody {
  name: string;
  inbox: string | null;
  topics: string[];
  skills: string[];
  members: string[];
  important: { plans: string[]; accounts: string[] };
  position: number;
}

export interface Queue extends QueueBody {
  id: string;
  waiting: number;
}

/** From and to, each `HH:MM`; `24:00` is the day's end. */
export type Span = [from: string, to: string];
export type Weekday = "mon" | "tue" | "wed" | "thu" | "fri" | "sat" | "sun";
export interface Holiday {
  date: string;
  name: string;
  open: Span[];
}
/** Hours as they are written. */
export interface HoursBody {
  time_zone: string;
  week: Record<Weekday, Span[]>;
  holidays: Holiday[];
}

export interface Inbox {
  key: string;
  name: string;
  product: string;
  hours: HoursBody | null;
  open: boolean;
  back_at: string | null;
}

/** What the console may set of an inbox; absent or null: as usher.toml has it. */
export interface Settings {
  name?: string | null;
  product?: string | null;
  home?: string | null;
  agent_name?: string | null;
  greeting?: string | null;
  suggestions?: string[] | null;
  anonymous?: boolean | null;
  files?: boolean | null;
  allowed_origins?: string[] | null;
  color?: string | null;
  scheme?: "light" | "dark" | "auto" | null;
  position?: "right" | "left" | null;
  answer_threshold?: number | null;
  guide_threshold?: number | null;
  failures_before_escalation?: number | null;
  always_human?: string[] | null;
  never_ask?: string[] | null;
}
export interface InboxSettings {
  key: string;
  version: number;
  updated_at: string | null;
  settings: Settings;
  defaults: Settings;
  /** `created_at` is null where the key stands in usher.toml. */
  keys: { kid: string; created_at: string | null }[];
}
export interface NewKey {
  kid: string;
  secret: string;
}

export interface Row {
  id: string;
  inbox: string;
  state: ConversationState;
  stage: Stage | null;
  level: Level | null;
  due_at: string | null;
  queue: QueueRef | null;
  assignee: PersonRef | null;
  contact: { id: string; name: string | null; plan: string | null; account: string | null; identified: boolean };
  title: string;
  preview: { author: Author; text: string; at: string } | null;
  topic: string | null;
  reason: string | null;
  priority: number;
  urgency: number;
  frustration: number;
  waiting_since: string | null;
  snoozed_until: string | null;
  rating: number | null;
  outcome: Outcome | null;
  resolved_at: string | null;
  flags: Flag[];
  created_at: string;
  updated_at: string;
  last_seq: number;
}

export type Counts = Record<Exclude<View, "all">, number>;

export interface LogEvent {
  seq: number;
  kind: string;
  at: string;
  body: Record<string, unknown>;
}

export interface Viewer {
  id: string;
  name: string;
  typing: boolean;
}

export interface Contact {
  subject?: string | null;
  name?: string | null;
  email?: string | null;
  plan?: string | null;
  role?: string | null;
  account?: string | null;
  locale?: string | null;
}

export interface ContactPage {
  id: string;
  inbox: string;
  contact: Contact;
  created_at: string;
  seen_at: string;
  page: { route: string; title: string; at: string } | null;
  conversations: Row[];
}

export interface PageEvent {
  kind: "navigation" | "click" | "host";
  text: string;
  at?: string | null;
}

export interface PageError {
  code?: string | null;
  text: string;
  at?: string | null;
}

export interface StepReport {
  guide: string;
  step: string;
  outcome: StepOutcome;
  reason?: string | null;
}

export interface HandoffEvidence {
  article: string;
  title: string;
  heading: string;
  quote: string;
  score: number;
}

export interface HandoffFlag {
  kind: "injection" | "hidden_text";
  place: string;
  quote: string;
  why: string;
  score: number;
}

export interface Handoff {
  summary: string;
  reason: Reason;
  topic: string | null;
  urgency: number;
  contact: Contact;
  page: { route: string; title: string } | null;
  events: PageEvent[];
  errors: PageError[];
  tried: StepReport[];
  answered: string[];
  evidence: HandoffEvidence[];
  suggested_reply: string | null;
  flags?: HandoffFlag[];
  markdown: string;
}

export interface Whole {
  conversation: Row;
  packet: Handoff | null;
  contact: ContactPage;
  events: LogEvent[];
  viewers: Viewer[];
  read: { contact: number; people: number };
}

export interface Citation {
  article: string;
  version: number;
  title: string;
  heading: string;
  quote: string;
  url: string | null;
  chunk: string;
}

export interface Step {
  id: string;
  instruction: string;
  action: string;
}

export interface Guide {
  id: string;
  title: string;
  summary: string;
  steps: Step[];
}

export interface GuideSummary {
  id: string;
  title: string;
  summary: string;
  steps: number;
}

export interface FileRef {
  id: string;
  name: string;
  media_type: string;
  bytes: number;
  url: string;
}

export interface Turn {
  id: string;
  outcome: "answer" | "guide" | "clarify" | "escalate";
  reason: Reason;
  confidence: number;
  citations: Citation[];
  sentences?: { text: string; citation: number }[];
  options: { text: string; article: string | null; guide: string | null }[];
  guide: Guide | null;
}

export interface MessageBody {
  message_id: string;
  author: Author;
  text: string;
  client_id?: string;
  turn?: Turn;
  by?: PersonRef | null;
  citations?: Citation[];
  guide?: Guide | null;
  files?: FileRef[];
}

export interface Suggestion {
  id: string;
  text: string;
  citations: Citation[];
  guide: { id: string; title: string } | null;
  outcome: Turn["outcome"];
  confidence: number;
}

export interface Asked {
  field: "account" | "name" | "email" | "plan" | "role" | "page" | "error" | "steps" | "browser" | "problem";
  known: string;
  words: string;
}

export interface CannedBody {
  shortcut: string;
  title: string;
  text: string;
  inbox: string | null;
  tags: string[];
}

export interface Canned extends CannedBody {
  id: string;
  updated_at: string;
  by: PersonRef | null;
}

export interface Hit {
  conversation: Row;
  seq: number;
  author: Author | null;
  text: string;
  at: string;
  by: "message" | "note" | "contact";
}

export type GroupBy = "day" | "inbox" | "topic" | "agent";
/** Seconds. */
export interface Mean {
  mean: number | null;
  median: number | null;
  p90: number | null;
  count: number;
}
export interface Share {
  share: number | null;
  of: number;
  hits: number;
}
export interface Figures {
  handoffs: number;
  taken: number;
  missed: number;
  abandoned: number;
  resolved: number;
  speed_of_answer_s: Mean;
  first_response_s: Mean;
  resolution_s: Mean;
  first_contact_resolution: Share;
  csat: Share & { mean: number | null };
  reasked: Share;
  suggestions: { accepted: number; edited: number; discarded: number };
  chats_per_agent: number | null;
  concurrency_peak: number;
}
export interface FiguresNow {
  waiting: number;
  longest_wait_s: number | null;
  active: number;
  online: number;
  away: number;
  free: number;
}
export interface FigureGroup {
  key: string;
  name: string;
  figures: Figures;
}
export interface FigureAnswer {
  from: string;
  to: string;
  now: FiguresNow;
  definitions: Record<string, string>;
  total: Figures;
  groups: FigureGroup[];
}

export interface Written {
  message_id?: string;
  seq: number;
  duplicate: boolean;
}

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  retry_after?: number;
}

/** What may be asked of lists and exports. */
export interface Filters {
  inbox?: string;
  queue?: string;
  assignee?: string;
  topic?: string;
  rating?: string;
  outcome?: string;
  from?: string;
  to?: string;
}

export type ClientFrame =
  | { type: "follow"; conversation: string; after: number }
  | { type: "unfollow"; conversation: string }
  | { type: "view"; conversation: string | null }
  | { type: "typing"; conversation: string }
  | { type: "presence"; presence: "online" | "away" };

export type ServerFrame =
  | { type: "hello"; person: Person; presence: Presence; counts: Counts }
  | ({ type: "event"; conversation: string } & LogEvent)
  | { type: "row"; conversation: Row }
  | { type: "gone"; conversation: string }
  | { type: "counts"; counts: Counts }
  | { type: "offer"; conversation: Row }
  | { type: "mention"; conversation: Row; seq: number; by: PersonRef | null }
  | { type: "presence"; people: PersonPresence[] }
  | { type: "viewers"; conversation: string; viewers: Viewer[] }
  | { type: "typing"; conversation: string }
  | { type: "read"; conversation: string; reader: "contact" | "people"; seq: number }
  | { type: "account"; person: Person }
  | ({ type: "accepted"; conversation: string; client_id: string } & Written)
  | { type: "problem"; client_id?: string; conversation?: string; problem: Problem };
