// As much of Markdown with front matter as the stand-in needs: read, written, and cut into chunks.

const LISTS = ["plans", "roles", "locales", "inboxes", "questions"];
const PLAIN = ["title", "description", "url", "product_area"];
const unquote = (text) => text.trim().replace(/^"(.*)"$/s, (_, inner) => inner.replaceAll('\\"', '"'));

export function readText(text) {
  const [, front = "", body = text] = /^---\n([^]*?)\n---\n?([^]*)$/.exec(text) ?? [];
  const meta = { ...Object.fromEntries(PLAIN.map((name) => [name, null])), ...Object.fromEntries(LISTS.map((name) => [name, []])) };
  let list = null;
  for (const line of front.split("\n")) {
    const item = /^\s+- (.*)$/.exec(line);
    if (item && list) meta[list].push(unquote(item[1]));
    const [, name, value = ""] = /^(\w+):\s*(.*)$/.exec(line) ?? [];
    if (!name) continue;
    list = LISTS.includes(name) ? name : null;
    if (list && value) meta[list] = value.replace(/^\[|\]$/g, "").split(",").map(unquote).filter(Boolean);
    else if (PLAIN.includes(name)) meta[name] = unquote(value) || null;
  }
  return { meta, body };
}

export function writeText(meta, body) {
  const lines = [];
  for (const name of PLAIN) if (meta[name]) lines.push(`${name}: ${meta[name]}`);
  for (const name of LISTS.slice(0, 4)) if (meta[name]?.length) lines.push(`${name}: [${meta[name].join(", ")}]`);
  if (meta.questions?.length) lines.push("questions:", ...meta.questions.map((one) => `  - ${one}`));
  return lines.length > 0 ? `---\n${lines.join("\n")}\n---\n${body}` : body;
}

const plain = (text) => text.replace(/!\[[^\]]*\]\([^)]*\)/g, "").replace(/\[([^\]]*)\]\([^)]*\)/g, "$1").replace(/\*\*|`|(?<!\w)_|_(?!\w)/g, "").replace(/\s+/g, " ").trim();
const sentences = (text) => plain(text).split(/(?<=[.?!])\s+(?=\p{Lu})/u).filter(Boolean);
const ORDERS = /(ignore|forget|disregard) (all |the |any )?(previous|earlier|above)|you (must|should) now|as an ai/i;

/** What would become of it; `problem` where nothing would. */
export function preview(text) {
  const { meta, body } = readText(text);
  const title = meta.title ?? /^# (.+)$/m.exec(body)?.[1] ?? null;
  const nothing = { title: title ?? "", description: meta.description, chunks: [], dropped: [], flags: [] };
  if (!title) return { ...nothing, problem: "It has no title. Write one, or begin the text with a heading: # Title" };
  if (/^```/m.test(body) && (body.match(/^```/gm).length % 2 === 1)) return { ...nothing, problem: "A block of code begins with ``` and never ends. Write ``` on a line of its own after it." };
  const chunks = cut(body.replace(/^# .+\n?/, "").replace(/<!--[^]*?-->/g, ""));
  if (chunks.length === 0) return { ...nothing, problem: "It has no text that could be quoted. Write at least one sentence." };
  if (meta.questions.length > 0) {
    const passages = meta.questions.map((one) => ({ kind: "question", text: one, block: 999 }));
    chunks.push({ headings: [], tokens: tokens(passages), is_questions: true, passages });
  }
  const pictures = body.match(/!\[[^\]]*\]\([^)]*\)/g)?.length ?? 0;
  const hidden = [...body.matchAll(/<!--([^]*?)-->/g)].map(([, words]) => words.trim());
  const orders = chunks.flatMap(({ headings, passages }) => passages.filter((one) => ORDERS.test(one.text)).map((one) => ({ quote: one.text, why: "It gives an order to whoever reads it, as text that was smuggled in would.", place: headings.at(-1) ?? title })));
  return {
    problem: null, title, description: meta.description, chunks,
    dropped: [...(pictures ? [pictures === 1 ? "a picture" : `${pictures} pictures`] : []), ...(/<form/i.test(body) ? ["a form"] : [])],
    flags: [...orders, ...hidden.filter((words) => ORDERS.test(words)).map((quote) => ({ quote, why: "Nobody who reads the page sees it.", place: "a comment" }))],
  };
}

const tokens = (passages) => passages.reduce((sum, { text }) => sum + Math.ceil(text.length / 4.2), 2);

function cut(body) {
  const chunks = [];
  let path = [];
  let open = [];
  let block = 0;
  const close = () => {
    if (open.length > 0) chunks.push({ headings: path.map(([, text]) => text), tokens: tokens(open), is_questions: false, passages: open });
    open = [];
  };
  const add = (kind, texts) => {
    const passages = texts.map((text) => ({ kind, text, block }));
    block++;
    if (tokens(open) + tokens(passages) > 220 && open.length > 0) close();
    open.push(...passages);
  };
  for (const part of partsOf(body)) {
    const heading = /^(#{1,6}) (.+)$/.exec(part);
    if (heading) {
      close();
      path = [...path.filter(([level]) => level < heading[1].length), [heading[1].length, plain(heading[2])]];
    } else if (part.startsWith("```")) add("code", [part.replace(/^```.*\n?|\n?```$/g, "")]);
    else if (/^- /.test(part)) add("item", items(part, /^- /));
    else if (/^\d+\. /.test(part)) add("step", items(part, /^\d+\. /));
    else if (/^\|/.test(part)) add("row", rows(part));
    else if (plain(part)) add("sentence", sentences(part.replace(/^> ?/gm, "")));
  }
  close();
  return chunks;
}

/** Blank lines part; a heading and a list stand for themselves also without one. */
function partsOf(body) {
  const parts = [];
  let open = null;
  let code = false;
  for (const line of body.split("\n")) {
    const kind = /^#{1,6} /.test(line) ? "heading" : /^(- |\d+\. )/.test(line) ? "list" : /^\|/.test(line) ? "table" : /^\s+\S/.test(line) ? "goes on" : "text";
    const fence = line.startsWith("```");
    if (fence && !code) open = null;
    if (code || (open && line.trim() && !fence && (open.kind === kind || kind === "goes on" || (open.kind === "list" && kind === "text")) && kind !== "heading")) open.lines.push(line);
    else if (!line.trim()) open = null;
    else parts.push((open = { kind: fence ? "code" : kind, lines: [line] }));
    if (fence) {
      code = !code;
      if (!code) open = null;
    }
  }
  return parts.map(({ lines }) => lines.join("\n"));
}

const items = (part, begin) => part.split("\n").reduce((all, line) => (begin.test(line) ? [...all, line.replace(begin, "")] : [...all.slice(0, -1), `${all.at(-1)} ${line.trim()}`]), []).map(plain);

function rows(part) {
  const cells = (line) => line.replace(/^\||\|$/g, "").split("|").map(plain);
  const [head, , ...rest] = part.split("\n").map(cells);
  return rest.map((row) => row.map((cell, at) => (cell ? (head[at] ? `${head[at]}: ${cell}` : cell) : "")).filter(Boolean).join("; "));
}
