// As much of YAML as guides need: maps, lists, both in one line too, comments. Every node knows its line and column, and what
// cannot be read is said with them, in the words of the server's parser.

export class YamlError extends Error {
  constructor(words, { line, column }) {
    super(`${words} at line ${line} column ${column}`);
  }
}

export function parseYaml(text) {
  const lines = [];
  text.split("\n").forEach((raw, index) => {
    const kept = uncommented(raw);
    if (!kept.trim()) return;
    const indent = /^ */.exec(kept)[0].length;
    if (kept[indent] === "\t") throw new YamlError("found character that cannot start any token", { line: index + 1, column: indent + 1 });
    lines.push({ indent, text: kept.slice(indent).trimEnd(), line: index + 1 });
  });
  if (lines.length === 0) return { kind: "scalar", value: null, line: 1, column: 1 };
  const cursor = { at: 0 };
  const node = block(lines, cursor, lines[0].indent);
  const rest = lines[cursor.at];
  if (rest) throw new YamlError("did not find expected key", { line: rest.line, column: rest.indent + 1 });
  return node;
}

function uncommented(line) {
  let quote = null;
  for (let at = 0; at < line.length; at++) {
    const char = line[at];
    if (quote) quote = char === quote ? null : quote;
    else if ((char === '"' || char === "'") && /(^|[\s,[{:-])$/.test(line.slice(0, at))) quote = char;
    else if (char === "#" && (at === 0 || /\s/.test(line[at - 1]))) return line.slice(0, at);
  }
  return line;
}

const KEY = /^("[^"]*"|[\w-]+):(?:\s+(.*))?$/s;
const place = ({ line, indent }) => ({ line, column: indent + 1 });

function block(lines, cursor, indent) {
  const first = lines[cursor.at];
  if (/^-(\s|$)/.test(first.text)) return list(lines, cursor, indent);
  if (KEY.test(first.text)) return map(lines, cursor, indent);
  cursor.at++;
  return flow(first.text, place(first));
}

function list(lines, cursor, indent) {
  const node = { kind: "list", items: [], ...place(lines[cursor.at]) };
  for (let line = lines[cursor.at]; line && line.indent === indent && /^-(\s|$)/.test(line.text); line = lines[cursor.at]) {
    const [, gap, rest] = /^-(\s*)(.*)$/s.exec(line.text);
    if (rest) {
      lines[cursor.at] = { ...line, indent: indent + 1 + gap.length, text: rest };
      node.items.push(block(lines, cursor, indent + 1 + gap.length));
    } else node.items.push(below(lines, cursor, indent, line));
  }
  return node;
}

function map(lines, cursor, indent) {
  const node = { kind: "map", entries: [], ...place(lines[cursor.at]) };
  for (let line = lines[cursor.at]; line && line.indent === indent; line = lines[cursor.at]) {
    const [, key, rest] = KEY.exec(line.text) ?? [];
    if (key === undefined) throw new YamlError("could not find expected ':'", place(line));
    const at = { line: line.line, column: indent + line.text.length - (rest ?? "").length + 1 };
    if (rest) cursor.at++;
    const value = rest ? flow(rest, at) : below(lines, cursor, indent, line, true);
    node.entries.push({ key: key.replace(/"/g, ""), value, ...place(line) });
  }
  const next = lines[cursor.at];
  if (next && next.indent > indent) throw new YamlError("did not find expected key", place(next));
  return node;
}

/** What belongs to a line that ends with its colon or hyphen; a list may begin right under its key. */
function below(lines, cursor, indent, line, ofKey = false) {
  cursor.at++;
  const next = lines[cursor.at];
  const goesOn = next && (next.indent > indent || (ofKey && next.indent === indent && /^-(\s|$)/.test(next.text)));
  return goesOn ? block(lines, cursor, next.indent) : { kind: "scalar", value: null, line: line.line, column: indent + line.text.length + 1 };
}

/** A value in one line. */
function flow(text, { line, column }) {
  let at = 0;
  const here = () => ({ line, column: column + at });
  const fail = (words) => {
    throw new YamlError(words, here());
  };
  const blank = () => void (at += /^\s*/.exec(text.slice(at))[0].length);
  function value(inside) {
    blank();
    const begin = here();
    if (text[at] === "{") return { kind: "map", entries: between("}", pair), ...begin };
    if (text[at] === "[") return { kind: "list", items: between("]", () => value(true)), ...begin };
    const quoted = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)')/.exec(text.slice(at));
    if (quoted) {
      at += quoted[0].length;
      return { kind: "scalar", value: quoted[2] ?? JSON.parse(quoted[0]), ...begin };
    }
    if (/^["'`@%&*!|>]/.test(text.slice(at))) fail("found character that cannot start any token");
    const plain = (inside ? /^[^,\]}]*/ : /^.*/s).exec(text.slice(at))[0].trim();
    at += plain.length;
    if (!inside && /: /.test(plain)) throw new YamlError("mapping values are not allowed in this context", { line, column: begin.column + plain.indexOf(": ") });
    return { kind: "scalar", value: plain === "" || plain === "null" || plain === "~" ? null : plain, ...begin };
  }
  function pair() {
    blank();
    const begin = here();
    const key = /^[\w-]+/.exec(text.slice(at))?.[0] ?? fail("did not find expected node content");
    at += key.length;
    blank();
    if (text[at++] !== ":") fail("did not find expected ',' or '}'");
    return { key, value: value(true), ...begin };
  }
  function between(end, one) {
    const all = [];
    at++;
    for (blank(); text[at] !== end; blank()) {
      if (at >= text.length) fail(`did not find expected ',' or '${end}'`);
      all.push(one());
      blank();
      if (text[at] === ",") at++;
      else if (text[at] !== end) fail(`did not find expected ',' or '${end}'`);
    }
    at++;
    return all;
  }
  const node = value(false);
  blank();
  if (at < text.length) fail("did not find expected <document start>");
  return node;
}
