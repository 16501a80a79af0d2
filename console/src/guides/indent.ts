// What Tab and Enter do to YAML: two spaces a level, never a tab, which YAML does not take.

export interface Selected {
  text: string;
  start: number;
  end: number;
}

const LEVEL = "  ";

/** One level more for every line that is chosen, or spaces up to the next level where none is. */
export function indent({ text, start, end }: Selected): Selected {
  if (start === end) {
    const column = start - lineStart(text, start);
    const spaces = " ".repeat(LEVEL.length - (column % LEVEL.length));
    return { text: text.slice(0, start) + spaces + text.slice(end), start: start + spaces.length, end: start + spaces.length };
  }
  return eachLine({ text, start, end }, (line) => (line.trim() ? LEVEL + line : line));
}

/** One level less for the line of the cursor, or for every line that is chosen. */
export const outdent = (selected: Selected): Selected => eachLine(selected, (line) => line.replace(/^ {1,2}|^\t/, ""));

/** A new line begins where the one before it did. */
export function newLine({ text, start, end }: Selected): Selected {
  const before = text.slice(lineStart(text, start), start);
  const put = `\n${/^ */.exec(before)![0]}`;
  return { text: text.slice(0, start) + put + text.slice(end), start: start + put.length, end: start + put.length };
}

const lineStart = (text: string, at: number) => text.lastIndexOf("\n", at - 1) + 1;

function eachLine({ text, start, end }: Selected, change: (line: string) => string): Selected {
  const from = lineStart(text, start);
  // A line is not chosen of which nothing is.
  const last = end > start && text[end - 1] === "\n" ? end - 1 : end;
  const stop = text.indexOf("\n", last) < 0 ? text.length : text.indexOf("\n", last);
  const lines = text.slice(from, stop).split("\n");
  const made = lines.map(change);
  const head = made[0]!.length - lines[0]!.length;
  const all = made.join("\n").length - (stop - from);
  return {
    text: text.slice(0, from) + made.join("\n") + text.slice(stop),
    start: Math.max(from, start + head),
    end: Math.max(from, end + all),
  };
}

/** Where a line begins and ends, the first being 1. */
export function spanOf(text: string, line: number): [number, number] {
  const lines = text.split("\n");
  const from = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  return [from, from + (lines[line - 1]?.length ?? 0)];
}
