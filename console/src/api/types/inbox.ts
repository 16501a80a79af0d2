// Inboxes, their hours and settings, and the queues that handoffs wait in.

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
  /** Whether a language model writes here, where one is configured. */
  model?: boolean | null;
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
