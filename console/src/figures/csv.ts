// The figures as a file for spreadsheets, made here of what is on the screen.

import type { FigureAnswer, Figures } from "../api/types.js";
import { saveAs } from "../ui/save.js";

/** `speed_of_answer_s.median` and the like, in the order of the contract. */
function flat(value: object, before = ""): [string, unknown][] {
  return Object.entries(value).flatMap(([name, one]): [string, unknown][] =>
    one !== null && typeof one === "object" ? flat(one as object, `${before}${name}.`) : [[`${before}${name}`, one]],
  );
}

/** Quoted where needed; a text that a spreadsheet would take for a formula is kept a text (OWASP, "CSV injection"). */
export function cell(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return `${value}`;
  const text = /^[=+\-@\t\r]/.test(`${value}`) ? `'${value as string}` : `${value as string}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One line a group and one for all together; what is not known yet is empty. */
export function csvOf({ total, groups }: FigureAnswer, by: string, nameOf: (key: string, name: string) => string): string {
  const line = (key: string, name: string, figures: Figures) => [key, name, ...flat(figures).map(([, value]) => value)];
  const head = [by, "name", ...flat(total).map(([name]) => name)];
  const lines = [head, ...groups.map(({ key, name, figures }) => line(key, nameOf(key, name), figures)), line("total", "All together", total)];
  return `${lines.map((one) => one.map(cell).join(",")).join("\r\n")}\r\n`;
}

// The mark at the beginning tells spreadsheets that it is UTF-8.
export const download = (name: string, text: string) => saveAs(name, `\ufeff${text}`, "text/csv;charset=utf-8");
