// Figures as people read them. What could not be measured yet is null, said as such and never drawn as 0.

import type { Figures, Mean, Share } from "../api/types.js";

export const NOT_YET = "not yet";

/** `42 s`, `3 min 20 s`, `2 h 5 min`, `3 d 4 h`. */
export function duration(seconds: number): string {
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  const pair = (a: number, big: string, b: number, small: string) => (b === 0 ? `${a} ${big}` : `${a} ${big} ${b} ${small}`);
  if (s < 3600) return pair(Math.floor(s / 60), "min", s % 60, "s");
  if (s < 86_400) return pair(Math.floor(s / 3600), "h", Math.floor((s % 3600) / 60), "min");
  return pair(Math.floor(s / 86_400), "d", Math.floor((s % 86_400) / 3600), "h");
}

export const percent = (share: number) => `${Math.round(share * 100)} %`;
const decimal = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 });
export const number = (value: number) => decimal.format(value);

export interface Figure {
  /** As in the contract, and in `definitions`. */
  key: keyof Figures;
  name: string;
  /** The number itself; null where there is none yet. */
  main: (figures: Figures) => string | null;
  /** What it is made of. */
  more?: (figures: Figures) => string | null;
}

const count = (key: "handoffs" | "taken" | "missed" | "abandoned" | "resolved" | "concurrency_peak", name: string): Figure => ({
  key,
  name,
  main: (figures) => number(figures[key]),
});
const time = (key: "speed_of_answer_s" | "first_response_s" | "resolution_s", name: string): Figure => ({
  key,
  name,
  main: (figures) => maybe(figures[key].median, duration),
  more: (figures) => spread(figures[key]),
});
const share = (key: "first_contact_resolution" | "csat" | "reasked", name: string): Figure => ({
  key,
  name,
  main: (figures) => maybe(figures[key].share, percent),
  more: (figures) => parts(figures[key]),
});

export const maybe = (value: number | null, say: (value: number) => string) => (value === null ? null : say(value));
const spread = ({ mean, p90, count: of }: Mean) =>
  mean === null || p90 === null ? null : `median of ${of}; mean ${duration(mean)}, 9 of 10 within ${duration(p90)}`;
const parts = ({ hits, of }: Share) => (of === 0 ? null : `${hits} of ${of}`);

export const FIGURES: Figure[] = [
  count("handoffs", "Handoffs"),
  count("taken", "Taken"),
  count("resolved", "Resolved"),
  count("missed", "Missed offers"),
  count("abandoned", "Abandoned"),
  time("speed_of_answer_s", "Speed of answer"),
  time("first_response_s", "First response"),
  time("resolution_s", "Time to resolution"),
  share("first_contact_resolution", "First-contact resolution"),
  {
    ...share("csat", "CSAT"),
    more: ({ csat }) => (csat.mean === null ? null : `${csat.hits} of ${csat.of}; ${number(csat.mean)} of 5 stars on average`),
  },
  share("reasked", "Asked again"),
  {
    key: "suggestions",
    name: "Suggested replies used",
    main: ({ suggestions: { accepted, edited, discarded } }) =>
      accepted + edited + discarded === 0 ? null : percent((accepted + edited) / (accepted + edited + discarded)),
    more: ({ suggestions: { accepted, edited, discarded } }) =>
      accepted + edited + discarded === 0 ? null : `${accepted} as they were, ${edited} edited, ${discarded} discarded`,
  },
  { key: "chats_per_agent", name: "Per person", main: (figures) => maybe(figures.chats_per_agent, number) },
  count("concurrency_peak", "Most at once"),
];
