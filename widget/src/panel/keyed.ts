// A list that follows values: what stays keeps its node, with whatever is focused or unfolded in it.

export interface View<T> {
  node: HTMLElement;
  update?(item: T): void;
  remove?(): void;
}

export interface KeyedList<T> {
  update(items: readonly T[]): void;
  remove(): void;
}

export function keyedList<T extends { key: string }>(parent: HTMLElement, make: (item: T) => View<T>): KeyedList<T> {
  let shown = new Map<string, { item: T; view: View<T> }>();
  const drop = ({ view }: { view: View<T> }) => {
    view.remove?.();
    view.node.remove();
  };
  return {
    update(items) {
      const next = new Map<string, { item: T; view: View<T> }>();
      for (const item of items) {
        const known = shown.get(item.key);
        shown.delete(item.key);
        const view = known?.view ?? make(item);
        if (known && !same(known.item, item)) view.update?.(item);
        next.set(item.key, { item, view });
      }
      shown.forEach(drop);
      shown = next;
      let at: Element | null = parent.firstElementChild;
      for (const { view } of next.values()) {
        if (view.node === at) at = at.nextElementSibling;
        else parent.insertBefore(view.node, at);
      }
    },
    remove() {
      shown.forEach(drop);
      shown.clear();
    },
  };
}

/** Values of one level compare by identity: state is never changed in place. */
function same<T extends object>(a: T, b: T): boolean {
  return Object.keys(b).every((key) => a[key as keyof T] === b[key as keyof T]);
}
