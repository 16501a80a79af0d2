// A button that opens a few choices. Arrows move, Enter chooses, Escape closes.

import { useEffect, useRef, useState } from "preact/hooks";
import { Icon, type IconName } from "./icon.js";

export interface MenuItem {
  label: string;
  icon?: IconName;
  onSelect?: () => void;
  /** A download instead of an act. */
  href?: string;
  keys?: string;
}

interface MenuProps {
  label: string;
  icon?: IconName;
  items: MenuItem[];
  class?: string;
  /** Only the icon shows. */
  compact?: boolean;
}

export function Menu({ label, icon, items, class: extra = "button", compact = false }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);

  useEffect(() => {
    if (!open) return;
    root.current?.querySelector<HTMLElement>("[role=menuitem]")?.focus();
    const outside = (event: Event) => !root.current?.contains(event.target as Node) && setOpen(false);
    document.addEventListener("pointerdown", outside);
    return () => document.removeEventListener("pointerdown", outside);
  }, [open]);

  function close() {
    setOpen(false);
    button.current?.focus();
  }

  function onKeyDown(event: KeyboardEvent) {
    const all = [...(root.current?.querySelectorAll<HTMLElement>("[role=menuitem]") ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Escape" && open) close();
    else if (step && open) all[(at + step + all.length) % all.length]?.focus();
    else if (event.key === "Tab") return setOpen(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  const inner = (item: MenuItem) => (
    <>
      {item.icon && <Icon name={item.icon} />}
      <span>{item.label}</span>
      {item.keys && <kbd aria-hidden="true">{item.keys}</kbd>}
    </>
  );
  return (
    <div class="menu" ref={root} onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        class={extra}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={compact ? label : undefined}
        title={compact ? label : undefined}
        onClick={() => setOpen(!open)}
      >
        {icon && <Icon name={icon} />}
        {!compact && <span>{label}</span>}
        {!compact && <Icon name="down" size={13} />}
      </button>
      {open && (
        <div class="menu-items" role="menu" aria-label={label}>
          {items.map((item) =>
            item.href ? (
              <a key={item.label} role="menuitem" tabIndex={-1} href={item.href} download onClick={() => setOpen(false)}>
                {inner(item)}
              </a>
            ) : (
              <button key={item.label} type="button" role="menuitem" tabIndex={-1} onClick={() => (close(), item.onSelect?.())}>
                {inner(item)}
              </button>
            ),
          )}
        </div>
      )}
    </div>
  );
}
