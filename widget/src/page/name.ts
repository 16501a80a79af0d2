// The accessible name of an element, as much of the W3C computation (accname 1.2) as controls need. What somebody typed is
// never part of a name or text.

import { isVisible } from "./dom";

const TYPED = "textarea,select,[contenteditable],[role=textbox],[role=searchbox],datalist";
const UNREAD = "script,style,template,noscript,title,[hidden]";
const FROM_CONTENT =
  /^(button|link|heading|tab|option|menuitem|menuitemcheckbox|menuitemradio|radio|checkbox|switch|cell|gridcell|row|columnheader|rowheader|treeitem|tooltip|listitem)$/;

const tidy = (text: string): string => text.replace(/\s+/g, " ").trim();

/** The words in an element. `spoken`: as a screen reader says them (alternatives in, `aria-hidden` out). */
export function textOf(el: Element, options: { spoken?: boolean; without?: string } = {}, deep = 0): string {
  if (el.matches(UNREAD) || (options.without && el.matches(options.without))) return "";
  let said = "";
  const inner = el.localName === "slot" ? (el as HTMLSlotElement).assignedNodes() : [];
  for (const node of inner.length ? inner : (el.shadowRoot ?? el).childNodes) {
    if (said.length > 2000) break;
    if (node.nodeType === Node.TEXT_NODE) said += node.nodeValue;
    else if (node.nodeType === Node.ELEMENT_NODE) said += partOf(node as Element, options, deep);
  }
  return deep ? said : tidy(said);
}

function partOf(el: Element, options: { spoken?: boolean; without?: string }, deep: number): string {
  if (el.matches(TYPED) || deep > 30) return "";
  if (options.spoken) {
    if (el.getAttribute("aria-hidden") === "true") return "";
    const instead = el.getAttribute("aria-label") ?? el.getAttribute("alt") ?? drawnTitle(el);
    if (instead) return ` ${instead} `;
  }
  if (!el.checkVisibility({ visibilityProperty: true })) return "";
  const inline = /^(a|abbr|b|bdi|code|em|i|kbd|mark|s|small|span|strong|sub|sup|u|wbr)$/.test(el.localName);
  const text = textOf(el, options, deep + 1);
  return inline ? text : ` ${text} `;
}

const drawnTitle = (el: Element): string | undefined =>
  el.localName === "svg" ? (el.querySelector("title")?.textContent ?? undefined) : undefined;

/** The accessible name of `el`, whose role is `role`. */
export function nameOf(el: Element, role: string): string {
  const scope = el.getRootNode() as Document | ShadowRoot;
  const by = (el.getAttribute("aria-labelledby") ?? "").split(/\s+/).filter(Boolean);
  const labelling = by.map((id) => scope.getElementById?.(id)).filter((l) => l != null);
  const said = labelling.map((l) => l.getAttribute("aria-label") ?? textOf(l, { spoken: true })).join(" ");
  return tidy(said) || tidy(el.getAttribute("aria-label") ?? "") || native(el, role) || lastly(el);
}

function native(el: Element, role: string): string {
  const labels = (el as HTMLInputElement).labels;
  if (labels?.length) {
    const said = [...labels].map((l) => textOf(l, { spoken: true, without: "input,button" })).join(" ");
    if (tidy(said)) return tidy(said);
  }
  if (el.localName === "input" && /^(button|submit|reset)$/.test((el as HTMLInputElement).type))
    return tidy((el as HTMLInputElement).value) || (el as HTMLInputElement).type;
  const alt = el.getAttribute("alt") ?? drawnTitle(el);
  if (alt) return tidy(alt);
  if (FROM_CONTENT.test(role)) return textOf(el, { spoken: true });
  const caption = { fieldset: "legend", table: "caption", dialog: "h1,h2,h3" }[el.localName] ?? "";
  const titled = caption || (/dialog$/.test(role) ? "h1,h2,h3,[role=heading]" : "");
  const title = titled && el.querySelector(titled);
  return title && isVisible(title) ? textOf(title) : "";
}

const lastly = (el: Element): string =>
  tidy(el.getAttribute("title") ?? el.getAttribute("placeholder") ?? el.getAttribute("aria-placeholder") ?? "");

/** The visible text of a control; nothing for those that hold what people type or chose. */
export function ownText(el: Element): string {
  return el.matches(`${TYPED},input`) ? "" : textOf(el);
}

const TEST_IDS = ["data-testid", "data-test-id", "data-test", "data-cy", "data-qa"];

/** The host's test id, wherever it keeps it. */
export function testIdOf(el: Element): string {
  for (const key of TEST_IDS) {
    const id = el.getAttribute(key);
    if (id) return id;
  }
  return "";
}
