// Icons: 20 by 20, drawn in the text's colour. Decoration only; what they stand by has words.

const PATHS = {
  inbox: "M3 11h4l1.5 2.5h3L13 11h4M5 4h10l2 7v4.5H3V11z",
  mine: "M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4.5 16.5c.6-3 2.8-4.5 5.5-4.5s4.9 1.5 5.5 4.5",
  offered: "M10 3a5 5 0 0 1 5 5v3l1.5 2.5h-13L5 11V8a5 5 0 0 1 5-5zM8.5 16.5h3",
  waiting: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l2.7 1.8",
  open: "M3.5 5h13v8.5H9L5.5 16v-2.5h-2z",
  pending: "M10 3v2.5M5 8h10v7.5H5zM3 10.5v2M17 10.5v2M8 11v1.2M12 11v1.2",
  snoozed: "M15.5 12.5A6.5 6.5 0 0 1 7.5 4.5a6.5 6.5 0 1 0 8 8zM12 4.5h3.5L12 8.5h3.5",
  resolved: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM7 10.3l2.1 2.1L13.2 8",
  mentions: "M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM13 7v4c0 1.2.7 2 1.9 2S17 12 17 10a7 7 0 1 0-2.8 5.6",
  all: "M4 5h12M4 10h12M4 15h12",
  search: "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12zM13.5 13.5L17 17",
  live: "M10 11a1 1 0 1 0 0-2 1 1 0 0 0 0 2zM6.8 13.2a4.5 4.5 0 0 1 0-6.4M13.2 6.8a4.5 4.5 0 0 1 0 6.4M4.5 15.5a7.8 7.8 0 0 1 0-11M15.5 4.5a7.8 7.8 0 0 1 0 11",
  you: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 10.5a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM5.8 15c.7-1.9 2.3-2.8 4.2-2.8s3.5.9 4.2 2.8",
  team: "M7.5 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM2.5 15.5c.5-2.5 2.4-3.7 5-3.7s4.5 1.2 5 3.7M13 9.3a2.2 2.2 0 1 0-.6-4.3M14.3 12c1.8.3 2.9 1.5 3.2 3.5",
  queues: "M3.5 5h8M3.5 10h8M3.5 15h8M14.5 4v11.5M14.5 15.5l-2-2M14.5 15.5l2-2",
  figures: "M3.5 16.5h13M5.5 16.5v-5M9 16.5V8M12.5 16.5v-6.5M16 16.5V4",
  audit: "M5 3.5h7.5L15 6v10.5H5zM7.5 8h5M7.5 10.5h5M7.5 13h3",
  settings: "M4 6h6M14 6h2M4 14h2M10 14h6M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM8 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  try: "M8 3.5h4M8.7 3.5v4.3L4.5 15a1.2 1.2 0 0 0 1 1.8h9a1.2 1.2 0 0 0 1-1.8l-4.2-7.2V3.5M6.6 11.8h6.8",
  plus: "M10 4.5v11M4.5 10h11",
  up: "M10 15.5v-11M5.5 9L10 4.5 14.5 9",
  below: "M10 4.5v11M5.5 11l4.5 4.5 4.5-4.5",
  copy: "M7.5 7.5h8v8h-8zM12.5 7.5v-3h-8v8h3",
  trash: "M4 6h12M8 6V4h4v2M5.5 6l.8 10.5h7.4L14.5 6M8.5 9v4.5M11.5 9v4.5",
  check: "M4.5 10.5l3.7 3.7 7.3-8",
  cross: "M5 5l10 10M15 5L5 15",
  alert: "M10 3.5l7 12.5H3zM10 8.5v3.5M10 14v.2",
  back: "M12 4.5L6.5 10l5.5 5.5",
  next: "M8 4.5l5.5 5.5L8 15.5",
  down: "M5 7.5l5 5 5-5",
  more: "M5 10.2v-.4M10 10.2v-.4M15 10.2v-.4",
  note: "M4.5 3.5h11v9l-4 4h-7zM15.5 12.5h-4v4M7 7h6M7 10h4",
  guide: "M5 16.5v-13l10 3.5-10 4",
  clip: "M14.5 9.5l-5 5a3 3 0 0 1-4.3-4.3L11 4.5a2 2 0 0 1 2.8 2.8l-5.5 5.5a.9.9 0 0 1-1.3-1.3l4.6-4.6",
  canned: "M11 3l-5 8h4l-1 6 5.5-8.5h-4z",
  spark: "M10 3l1.6 4.9L16.5 9.5l-4.9 1.6L10 16l-1.6-4.9L3.5 9.5l4.9-1.6z",
  send: "M3.5 10L16.5 4l-4 12.5-3-5z",
  assign: "M8 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM2.5 16.5c.6-3 2.8-4.5 5.5-4.5M12 13.5h5.5M15 11l2.5 2.5L15 16",
  handback: "M7.5 5L3.5 9l4 4M3.5 9h8a5 5 0 0 1 5 5v2",
  reopen: "M4 10a6 6 0 1 1 1.8 4.3M4 16v-3.5h3.5",
  contact: "M3.5 4.5h13v11h-13zM7.5 10a1.5 1.5 0 1 0 0-3 1.5 1.5 0 0 0 0 3zM5.5 13c.3-1.3 1-2 2-2s1.7.7 2 2M12 8h2.5M12 11h2.5",
  packet: "M4 4.5h12v11H4zM4 8h12M8 4.5v3.5M7 11h6M7 13h4",
  page: "M3.5 4.5h13v11h-13zM3.5 7.5h13M6 6v0",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4l2.7 1.8",
  eye: "M2.5 10S5 5 10 5s7.5 5 7.5 5-2.5 5-7.5 5-7.5-5-7.5-5zM10 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  key: "M7 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM10 10h7.5v3M14 10v2.5",
  menu: "M3.5 5.5h13M3.5 10h13M3.5 14.5h13",
  help: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM8 8a2 2 0 1 1 2.8 1.9c-.6.3-.8.7-.8 1.3M10 13.5v.2",
  filter: "M3.5 5h13l-5 6v5l-3-1.5V11z",
  export: "M10 3.5v8.5M6.5 8.5L10 12l3.5-3.5M4 13.5v3h12v-3",
  star: "M10 3.5l2 4.3 4.7.6-3.4 3.2.9 4.7L10 14l-4.2 2.3.9-4.7L3.3 8.4l4.7-.6z",
  skip: "M5 5l6 5-6 5zM14 5v10",
  file: "M5 3.5h6.5L15 7v9.5H5zM11.5 3.5V7H15",
  sound: "M4 8v4h2.5L10 15V5L6.5 8zM13 7.5a3.5 3.5 0 0 1 0 5M15 5.5a6.5 6.5 0 0 1 0 9",
  out: "M8 4H4v12h4M9 10h8M14 7l3 3-3 3",
  sun: "M10 13a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM10 2.5v2M10 15.5v2M2.5 10h2M15.5 10h2M4.7 4.7l1.4 1.4M13.9 13.9l1.4 1.4M15.3 4.7l-1.4 1.4M6.1 13.9l-1.4 1.4",
  link: "M8.5 11.5l3-3M9 6.5l1.5-1.5a3 3 0 0 1 4.5 4.5L13.5 11M11 13.5L9.5 15A3 3 0 0 1 5 10.5L6.5 9",
  book: "M4 4.5h4.2A1.8 1.8 0 0 1 10 6.3v9.7a1.6 1.6 0 0 0-1.6-1.5H4zM16 4.5h-4.2A1.8 1.8 0 0 0 10 6.3v9.7a1.6 1.6 0 0 1 1.6-1.5H16z",
  upload: "M10 13V4.5M6.5 8L10 4.5 13.5 8M4 13v3.5h12V13",
  gap: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6.5v7M6.5 10h7",
  intents: "M3.5 10V3.5H10l6.5 6.5-6.5 6.5zM7 7v.2",
  sites: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM3 10h14M10 3c2 2 3 4.3 3 7s-1 5-3 7c-2-2-3-4.3-3-7s1-5 3-7",
  suites: "M9 5.5h7.5M9 10h7.5M9 14.5h7.5M3.3 5.6l1.2 1.2 2-2.4M3.3 10.1l1.2 1.2 2-2.4M3.3 14.6l1.2 1.2 2-2.4",
  budget: "M3.5 14.5a6.5 6.5 0 1 1 13 0M10 14.5l3-4.5M3.5 14.5h1.5M15 14.5h1.5M10 8v1",
  replay: "M10 5.5v9L4.5 10zM16.5 5.5v9L11 10z",
  bold: "M6.5 4.5h4.2a2.6 2.6 0 0 1 0 5.2H6.5zM6.5 9.7h4.9a2.9 2.9 0 0 1 0 5.8H6.5z",
  italic: "M8.5 4.5h5M6.5 15.5h5M11 4.5l-2 11",
  heading: "M5 4.5v11M13.5 4.5v11M5 10h8.5M16.5 4.5v11",
  list: "M8 5.5h8.5M8 10h8.5M8 14.5h8.5M4 5.5h.2M4 10h.2M4 14.5h.2",
  steps: "M9 5.5h7.5M9 10h7.5M9 14.5h7.5M3.6 4.5l1.2-.8v4M3.5 12.6c.3-.9 2.1-.9 2 .3 0 .8-1.5 1.3-2 2.2h2.1",
  code: "M7 6l-4 4 4 4M13 6l4 4-4 4",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

/** Usher's sign: a U that holds a light. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg class="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path d="M9 8v9a7 7 0 0 0 14 0V8" fill="none" stroke="currentColor" stroke-width="3.4" stroke-linecap="round" />
      <circle cx="16" cy="14" r="2.6" fill="var(--brass)" />
    </svg>
  );
}
