// What left for a language model.

export interface ModelCall {
  id: string;
  at: string;
  inbox: string;
  conversation_id: string | null;
  contact_id: string | null;
  prompt: string;
  prompt_hash: string;
  endpoint: string;
  model: string;
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
    by_prompt: { prompt: string; model: string; calls: number; tokens_in: number; tokens_out: number; cost_micros: number }[];
  };
}
