// What left for a language model.

export interface ModelCall {
  id: string;
  at: string;
  inbox: string;
  conversation_id: string | null;
  contact_id: string | null;
  message_id: string | null;
  /** Who wanted a suggestion, or tried something out; null where a contact's message did. */
  person_id: string | null;
  /** Within its turn, from 0. */
  number: number;
  prompt: string;
  prompt_hash: string;
  endpoint: string;
  model: string;
  /** `started` until its end is known, then `written`, or why there is no text. */
  outcome: string;
  tokens_in: number;
  tokens_out: number;
  /** Millionths of the configured currency's unit; 0 where no price is configured. */
  cost_micros: number;
  duration_ms: number;
  /** The messages, exactly as sent. */
  system: string;
  user: string;
}

export interface ModelCalls {
  calls: ModelCall[];
  before: string | null;
}

export interface ModelState {
  configured: boolean;
  identity: string;
  today: {
    calls: number;
    failed: number;
    tokens_in: number;
    tokens_out: number;
    cost_micros: number;
    by_prompt: { prompt: string; model: string; calls: number; failed: number; tokens_in: number; tokens_out: number; cost_micros: number }[];
  };
}
