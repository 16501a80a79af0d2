import { s } from "../core/dom";

const SHAPES = {
  dashboard: "M3 11 12 4l9 7M5.5 9.5V20h13V9.5M10 20v-5.5h4V20",
  invoices: "M6 3h12v18l-3-2-3 2-3-2-3 2zM9.5 8h5M9.5 12h5",
  customers:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7M2.5 20c.4-3.6 3-5.5 6.5-5.5s6.1 1.9 6.5 5.5M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.8c2 .7 3.2 2.5 3.5 5.2",
  payments: "M3 6.5h18v11H3zM3 10.5h18M6.5 14.5h4",
  import: "M12 3v11M7.5 9.8 12 14.3l4.5-4.5M4 15v5h16v-5",
  settings:
    "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4M9 14.8a2.2 2.2 0 1 0 0 4.4 2.2 2.2 0 0 0 0-4.4",
  plus: "M12 5v14M5 12h14",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13M15.5 15.5 20 20",
  close: "M6 6l12 12M18 6 6 18",
  down: "M6.5 9.5 12 15l5.5-5.5",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  check: "M5 12.5 10 17.5 19.5 7",
  warning: "M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.01",
  file: "M6 3h8l4 4v14H6zM14 3v4h4",
  bank: "M3 9.5 12 4l9 5.5zM5.5 10v7M10 10v7M14 10v7M18.5 10v7M3 20h18",
  card: "M3 6h18v12H3zM3 10h18",
  key: "M8 15.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8M11.5 11.5H21M17.5 11.5V15M20.5 11.5v2.5",
  sliders: "M5 4v6M5 14v6M12 4v9M12 17v3M19 4v3M19 11v9M3 12h4M10 15h4M17 9h4",
  repeat: "M4 11V9.5A3.5 3.5 0 0 1 7.5 6H19M16 3l3 3-3 3M20 13v1.5a3.5 3.5 0 0 1-3.5 3.5H5M8 21l-3-3 3-3",
  send: "M21 3 3 10.5l7 3 3 7zM10 13.5 21 3",
} as const;

export type IconName = keyof typeof SHAPES;

/** A drawing beside a text that says the same. */
export function icon(name: IconName): SVGElement {
  return s(
    "svg",
    { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true", focusable: "false" },
    s("path", { d: SHAPES[name] }),
  );
}

export function brandMark(): SVGElement {
  return s(
    "svg",
    { viewBox: "0 0 32 32", class: "mark", "aria-hidden": "true", focusable: "false" },
    s("rect", { width: 32, height: 32, rx: 9 }),
    s("path", { d: "M9 9v14M14 9v14M19 9v14M24 9v14M6 21 27 11" }),
  );
}
