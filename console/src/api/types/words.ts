// The words that people, conversations and turns are told apart by.

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
