// Nodes from names and text. There are no HTML strings anywhere.

type Value = string | number | boolean | null | undefined | ((event: never) => void);
export type Child = Node | string | null | undefined | false;

const SVG = "http://www.w3.org/2000/svg";

/** `el("button.send", { onclick }, "Send")`, or without attributes `el("p", "Sent")`. A button sends no form by itself. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K | `${K}.${string}`,
  ...inside: [(Record<string, Value> | Child)?, ...Child[]]
): HTMLElementTagNameMap[K] {
  const [tag, ...classes] = name.split(".");
  const node = document.createElement(tag!) as HTMLElementTagNameMap[K];
  if (tag === "button") set(node, "type", tag);
  if (classes.length) node.className = classes.join(" ");
  for (const each of inside)
    if (each instanceof Node || typeof each === "string") node.append(each);
    else if (each) for (const [key, value] of Object.entries(each)) set(node, key, value);
  return node;
}

/** Sets, or with `false` and `null` removes, an attribute; `onclick` and the like listen. */
export function set(node: Element, key: string, value: Value): void {
  if (typeof value === "function") node.addEventListener(key.slice(2), value as EventListener);
  else if (value === false || value == null) node.removeAttribute(key);
  else node.setAttribute(key, value === true ? "" : `${value}`);
}

/** A drawing of one path on a field of 24 × 24, which no reader announces. */
export function icon(path: string): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  set(svg, "viewBox", "0 0 24 24");
  set(svg, "aria-hidden", "true");
  set(svg, "focusable", "false");
  const line = document.createElementNS(SVG, "path");
  set(line, "d", path);
  svg.append(line);
  return svg;
}

/** A stylesheet without a `style` element, which no policy forbids. */
export function sheet(css: string): CSSStyleSheet {
  const made = new CSSStyleSheet();
  made.replaceSync(css);
  return made;
}
