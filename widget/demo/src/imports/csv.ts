// CSV as spreadsheets write it: commas, semicolons or tabs, text in double quotes.

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
