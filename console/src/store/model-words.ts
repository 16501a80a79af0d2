// How a call of a language model ended, in words.

import { humane } from "./words.js";

interface Ending {
  name: string;
  hint: string;
  tone: "green" | "grey" | "warn" | "bad";
}

const ENDINGS: Record<string, Ending> = {
  used: { name: "Used", hint: "What it wrote passed its check and stands in the reply", tone: "green" },
  unused: { name: "Not used", hint: "What it wrote did not pass its check, or something else was preferred", tone: "grey" },
  written: { name: "Written", hint: "It answered", tone: "green" },
  limit: { name: "Limit reached", hint: "A ceiling of cost or tokens is reached: nothing was asked", tone: "warn" },
  late: { name: "No time left", hint: "The turn had no time left for it", tone: "warn" },
  unavailable: { name: "Not reached", hint: "The endpoints fail, or were left alone because they failed before", tone: "bad" },
  broke_off: { name: "Broke off", hint: "It stopped in the middle", tone: "bad" },
  refused: { name: "Refused", hint: "The model, or a filter before it, declined", tone: "warn" },
  unusable: { name: "Unusable", hint: "Its text was cut short or not in the form that was asked for", tone: "bad" },
  rejected: { name: "Rejected", hint: "The endpoint does not take the request: its key, model or parameters", tone: "bad" },
};

export const ending = (outcome: string): Ending => ENDINGS[outcome] ?? { name: humane(outcome || "under way"), hint: "", tone: "grey" };
