// A list of any length that draws only what is seen. Rows have one height, so that the place of each is known.

import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ComponentChildren } from "preact";

/** Drawn beyond the edges, so that a scroll shows no gap. */
const MARGIN = 6;
const NEAR_END = 25;

interface VirtualListProps {
  label: string;
  ids: string[];
  rowHeight: number;
  selected: string | null;
  onNearEnd: () => void;
  onOpen: (id: string) => void;
  render: (id: string, selected: boolean, tab: boolean) => ComponentChildren;
}

export function VirtualList({ label, ids, rowHeight, selected, onNearEnd, render, onOpen }: VirtualListProps) {
  const box = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(800);
  const [first, setFirst] = useState(0);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    setHeight(element.clientHeight);
    const watch = new ResizeObserver(() => setHeight(element.clientHeight));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);

  const onScroll = useCallback(() => {
    const element = box.current;
    if (element) setFirst(Math.floor(element.scrollTop / rowHeight));
  }, [rowHeight]);

  const at = selected ? ids.indexOf(selected) : -1;
  useEffect(() => {
    const element = box.current;
    if (!element || at < 0) return;
    const top = at * rowHeight;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + rowHeight > element.scrollTop + element.clientHeight)
      element.scrollTop = top + rowHeight - element.clientHeight;
  }, [selected]);

  const from = Math.max(0, first - MARGIN);
  const to = Math.min(ids.length, first + Math.ceil(height / rowHeight) + MARGIN);
  useEffect(() => {
    if (to > ids.length - NEAR_END) onNearEnd();
  }, [to, ids.length]);

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const next = step && ids[Math.min(ids.length - 1, Math.max(0, at + step))];
    if (!next) return;
    event.preventDefault();
    onOpen(next);
  }

  const tabbed = at >= 0 ? at : 0;
  return (
    <div class="virtual" ref={box} onScroll={onScroll} onKeyDown={onKeyDown}>
      <div class="virtual-all" role="list" aria-label={label} style={{ height: `${ids.length * rowHeight}px` }}>
        {ids.slice(from, to).map((id, index) => (
          <div
            key={id}
            role="listitem"
            class="virtual-row"
            aria-posinset={from + index + 1}
            aria-setsize={ids.length}
            style={{ transform: `translateY(${(from + index) * rowHeight}px)`, height: `${rowHeight}px` }}
          >
            {render(id, id === selected, from + index === tabbed)}
          </div>
        ))}
      </div>
    </div>
  );
}
