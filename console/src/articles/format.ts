// What the keys and buttons over the text do to it: marks around what is chosen, or before its lines.

export interface Selected {
  text: string;
  start: number;
  end: number;
}

/** Puts a mark around what is chosen, or takes it away where it is there already. */
export function around({ text, start, end }: Selected, mark: string): Selected {
  const chosen = text.slice(start, end);
  const inside = chosen.length >= 2 * mark.length && chosen.startsWith(mark) && chosen.endsWith(mark);
  if (inside) return replaced(text, start, end, chosen.slice(mark.length, -mark.length));
  const [before, after] = [text.slice(0, start), text.slice(end)];
  if (before.endsWith(mark) && after.startsWith(mark) && !(mark.length === 1 && before.endsWith(mark + mark)))
    return {
      text: before.slice(0, -mark.length) + chosen + after.slice(mark.length),
      start: start - mark.length,
      end: end - mark.length,
    };
  return { text: before + mark + chosen + mark + after, start: start + mark.length, end: end + mark.length };
}

/** `[words](address)`: what is left to write is chosen. */
export function link({ text, start, end }: Selected): Selected {
  const chosen = text.slice(start, end);
  const address = /^https?:\/\/\S+$/.test(chosen);
  const made = address ? `[](${chosen})` : `[${chosen}]()`;
  const at = start + (address || !chosen ? 1 : chosen.length + 3);
  return { text: text.slice(0, start) + made + text.slice(end), start: at, end: at };
}

const ANY = /^(#{1,6} |- |\d+\. )/;

/** Begins every chosen line as `to` says, or as plain text where all begin so already. */
export function lines({ text, start, end }: Selected, to: "heading" | "list" | "steps"): Selected {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const stop = text.indexOf("\n", end) < 0 ? text.length : text.indexOf("\n", end);
  const chosen = text.slice(from, stop).split("\n");
  const has = { heading: /^## /, list: /^- /, steps: /^\d+\. / }[to];
  const filled = chosen.filter((line) => line.trim());
  const all = filled.length > 0 && filled.every((line) => has.test(line));
  let number = 0;
  const begin = () => ({ heading: "## ", list: "- ", steps: `${++number}. ` })[to];
  const made = chosen.map((line) => {
    const bare = line.replace(ANY, "");
    return all ? bare : !line.trim() && chosen.length > 1 ? line : begin() + bare;
  });
  return replaced(text, from, stop, made.join("\n"));
}

const replaced = (text: string, start: number, end: number, by: string): Selected => ({
  text: text.slice(0, start) + by + text.slice(end),
  start,
  end: start + by.length,
});
