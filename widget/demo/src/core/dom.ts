// Elements are built from nodes and text, never from strings of HTML.

export type Child = Node | string | number | false | null | undefined | Child[];
type Value = string | number | boolean | null | undefined | ((event: any) => void);
export type Attrs = Record<string, Value>;

/** An element with its attributes, listeners (`onclick`) and children. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, attrs: Attrs = {}, ...children: Child[]) {
  const node = document.createElement(tag);
  append(node, children);
  set(node, attrs);
  return node;
}

/** The same for SVG. */
export function s(tag: string, attrs: Attrs = {}, ...children: Child[]): SVGElement {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  set(node, attrs);
  append(node, children);
  return node;
}

export function append(node: Node, children: Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(node, child);
    else if (child instanceof Node) node.appendChild(child);
    else if (child !== false && child !== null && child !== undefined) node.appendChild(new Text(String(child)));
  }
}

export function replace(node: Element, ...children: Child[]): void {
  node.replaceChildren();
  append(node, children);
}

function set(node: Element, attrs: Attrs): void {
  for (const [name, value] of Object.entries(attrs)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (value === false || value === null || value === undefined) continue;
    else if (name === "value" || name === "checked") Reflect.set(node, name, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
}

let ids = 0;

/** An id that no other element of this page has. */
export function freshId(): string {
  ids += 1;
  return `tb-${ids}`;
}

/** A part of the page that draws itself anew without the rest. */
export function live(draw: () => Child, attrs: Attrs = {}): { node: HTMLElement; update(): void } {
  const node = h("div", attrs);
  const update = () => replace(node, draw());
  update();
  return { node, update };
}
