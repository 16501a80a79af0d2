type Value = string | number | boolean | null | undefined | ((event: never) => void);
export type Child = Node | string | null | undefined | false;
/** `el("button.send", { type: "button", onclick }, "Send")`. */
export declare function el<K extends keyof HTMLElementTagNameMap>(name: K | `${K}.${string}`, attributes?: Record<string, Value>, ...children: Child[]): HTMLElementTagNameMap[K];
/** Sets, or with `false` and `null` removes, an attribute; `onclick` and the like listen. */
export declare function set(node: Element, key: string, value: Value): void;
/** A drawing of one path on a field of 24 × 24, which no reader announces. */
export declare function icon(path: string): SVGElement;
/** A stylesheet without a `style` element, which no policy forbids. */
export declare function sheet(css: string): CSSStyleSheet;
export {};
