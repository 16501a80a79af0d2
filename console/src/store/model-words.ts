// How a call of a language model ended, in words. The log has one word; a turn's record may say more after a colon.

import { humane } from "./words.js";

interface Ending {
  name: string;
  hint: string;
  tone: "green" | "grey" | "warn" | "bad";
}

const ENDINGS: Record<string, Ending> = {
  used: { name: "Used", hint: "What it wrote passed its check and stands in the reply", tone: "green" },
  unused: { name: "Not used", hint: "What it wrote did not pass its check, or something else was preferred", tone: "grey" },
  declined: { name: "Declined", hint: "It found no answer in what it was given", tone: "grey" },
  sample: { name: "Compared", hint: "Asked once more, to see whether it says the same", tone: "grey" },
  written: { name: "Written", hint: "It answered", tone: "green" },
  started: { name: "No end yet", hint: "It left, and its end is not known: it is under way, or the server stopped meanwhile", tone: "warn" },
  cancelled: { name: "Given up", hint: "The turn ended before it did", tone: "warn" },
  limit: { name: "Limit reached", hint: "A ceiling of cost or tokens is reached: nothing was asked", tone: "warn" },
  late: { name: "No time left", hint: "The turn had no time left for it", tone: "warn" },
  unavailable: { name: "Not reached", hint: "The endpoints fail, or were left alone because they failed before", tone: "bad" },
  broke_off: { name: "Broke off", hint: "It stopped in the middle", tone: "bad" },
  refused: { name: "Refused", hint: "The model, or a filter before it, declined", tone: "warn" },
  unusable: { name: "Unusable", hint: "Its text was cut short or not in the form that was asked for", tone: "bad" },
  rejected: { name: "Rejected", hint: "The endpoint does not take the request: its key, model or parameters", tone: "bad" },
};

export function ending(outcome: string): Ending & { detail: string } {
  const [, word = "", detail = ""] = /^([^:]*)(?::\s*(.*))?$/su.exec(outcome) ?? [];
  const known = ENDINGS[word];
  if (known) return { ...known, detail };
  // A sentence of its own is no word.
  return /^\w*$/.test(word) ? { name: humane(word || "under way"), hint: "", tone: "grey", detail } : { name: "Failed", hint: "", tone: "bad", detail: outcome };
}

/** True while nothing is known of what a call took. */
export const isOpen = (outcome: string) => outcome === "started";
