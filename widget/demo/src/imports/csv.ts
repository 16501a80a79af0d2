// CSV as spreadsheets write it: commas, semicolons or tabs, text in double quotes.

const MOST_BYTES = 10 * 1024 * 1024;

export interface Sheet {
  header: string[];
  rows: string[][];
}

export function parseCsv(text: string): Sheet {
  const body = text.replace(/^\uFEFF/, "");
  const first = body.split(/\r?\n/, 1)[0] ?? "";
  const separator = [",", ";", "\t"].reduce(
    (best, s) => (first.split(s).length > first.split(best).length ? s : best),
    ",",
  );
  const rows: string[][] = [[]];
  let cell = "";
  let quoted = false;
  const endCell = () => {
    rows.at(-1)!.push(cell.trim());
    cell = "";
  };
  for (let i = 0; i < body.length; i += 1) {
    const c = body[i]!;
    if (quoted) {
      if (c === '"' && body[i + 1] === '"') {
        cell += c;
        i += 1;
      } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"' && cell.trim() === "") {
      cell = "";
      quoted = true;
    } else if (c === separator) endCell();
    else if (c === "\n") {
      endCell();
      rows.push([]);
    } else if (c !== "\r") cell += c;
  }
  endCell();
  const filled = rows.filter((row) => row.some((value) => value !== ""));
  const [header = [], ...rest] = filled;
  return { header: header.map((name) => name.toLowerCase()), rows: rest };
}

/** The text of a file, or the code that says why it can't be read. */
export async function readText(file: File): Promise<{ text: string } | { trouble: string }> {
  if (file.size > MOST_BYTES) return { trouble: "IMP-111 The file is larger than 10 MB. Split it into several files." };
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    if (!/\.xlsx?$/i.test(file.name) && !text.includes("\0")) return { text };
  } catch {
    // Not UTF-8: the same as a file that is no text.
  }
  return { trouble: 'IMP-101 The file isn\'t CSV in UTF-8. Save it again as "CSV UTF-8".' };
}
