// Figures.

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
