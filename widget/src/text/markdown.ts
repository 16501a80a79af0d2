// A small, safe part of Markdown as nodes: paragraphs, line breaks, lists, **bold**, `code`, code blocks and links to
// allowed hosts. Everything else, HTML among it, stays the text that it is.

import { el, type Child } from "../dom.js";

export interface MarkdownOptions {
  /** Whether a link may lead there. */
  allows(url: URL): boolean;
  /** The node for a mark: a character of Unicode's private use area that `mark` made. */
  marked?(at: number): Node | null;
}

const FIRST_MARK = 0xe000;
const MARKS = /[\ue000-\uf8ff]/g;
const INLINE = /`([^`\n]+)`|\*\*(?=\S)([^\n]{1,500}?)\*\*|\[([^\]\n]{1,300})\]\(([^\s()]{1,2000})\)|(https?:\/\/[^\s<>"']{1,2000})|([\ue000-\uf8ff])/g;
const ITEM = /^\s{0,3}(?:[-*•]|(\d{1,3})[.)])\s+(.*)$/;

/** A character that stands for something that is not text, such as the number of a source. */
export const mark = (at: number) => String.fromCharCode(FIRST_MARK + Math.min(at, 999));

export const withoutMarks = (text: string) => text.replace(MARKS, "");

export function markdown(text: string, options: MarkdownOptions): HTMLElement[] {
  const blocks: HTMLElement[] = [];
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; ) {
    const line = lines[at]!;
    const item = ITEM.exec(line);
    if (line.startsWith("```")) {
      const end = lines.findIndex((other, index) => index > at && other.startsWith("```"));
      const last = end < 0 ? lines.length : end;
      blocks.push(el("pre", { tabindex: "0" }, el("code", lines.slice(at + 1, last).join("\n"))));
      at = last + 1;
    } else if (item) {
      const list = el(item[1] ? "ol" : "ul", item[1] && item[1] !== "1" ? { start: item[1] } : {});
      for (let next = item; next && !next[1] === !item[1]; next = ITEM.exec(lines[at] ?? "")!) {
        list.append(el("li", ...inline(next[2]!, options)));
        at++;
      }
      blocks.push(list);
    } else if (line.trim() === "") {
      at++;
    } else {
      const start = at;
      while (at < lines.length && lines[at]!.trim() && !ITEM.test(lines[at]!) && !lines[at]!.startsWith("```")) at++;
      const parts = lines.slice(start, at).flatMap((each, index) => [index > 0 && el("br"), ...inline(each, options)]);
      blocks.push(el("p", ...parts));
    }
  }
  return blocks;
}

function inline(text: string, options: MarkdownOptions): Child[] {
  const parts: Child[] = [];
  let from = 0;
  for (const found of text.matchAll(INLINE)) {
    const [whole, code, bold, label, target, bare, marked] = found;
    parts.push(text.slice(from, found.index));
    from = found.index + whole.length;
    if (code) parts.push(el("code", code));
    else if (bold) parts.push(el("strong", ...inline(bold, options)));
    else if (label) parts.push(link(target!, label, options) ?? whole);
    else if (marked) parts.push(options.marked?.(marked.charCodeAt(0) - FIRST_MARK));
    else {
      // A full stop behind an address ends the sentence, not the address.
      const address = bare!.replace(/[.,;:!?)\]]+$/, "");
      from -= whole.length - address.length;
      parts.push(link(address, address, options) ?? address);
    }
  }
  parts.push(text.slice(from));
  return parts.filter((part) => part !== "");
}

/** A link that leaves the page alone; null where it may not lead there. */
export function link(address: string, label: string, { allows }: Pick<MarkdownOptions, "allows">): Node | null {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (!/^https?:$/.test(url.protocol) || url.username || !allows(url)) return null;
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer nofollow" }, label);
}

/** Allows the hosts named, and with `*.example.com` all below one. */
export function allowHosts(hosts: readonly string[]): (url: URL) => boolean {
  return (url) =>
    hosts.some((host) => (host.startsWith("*.") ? url.host.endsWith(host.slice(1)) : url.host === host));
}
