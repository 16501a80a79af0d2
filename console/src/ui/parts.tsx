// Small parts that every screen uses.

import type { ComponentChildren } from "preact";
import { minute, now } from "../store/clock.js";
import { ago, inFull, span } from "../store/time.js";
import { FLAG, initials } from "../store/words.js";
import type { Flag, Presence } from "../api/types.js";
import { Icon, type IconName } from "./icon.js";

/** How many colours there are for people without a picture. */
const COLOURS = 6;

function colourOf(text: string): number {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return sum % COLOURS;
}

export function Avatar({
  name,
  id,
  presence,
  small = false,
}: {
  name: string;
  id: string;
  presence?: Presence;
  small?: boolean;
}) {
  return (
    <span class={`avatar tint-${colourOf(id)} ${small ? "small" : ""}`} aria-hidden="true">
      {initials(name)}
      {presence && <i class={`dot ${presence}`} />}
    </span>
  );
}

export function Badge({ tone = "grey", children, title }: { tone?: string; children: ComponentChildren; title?: string }) {
  return (
    <span class={`badge ${tone}`} title={title}>
      {children}
    </span>
  );
}

export const Flags = ({ flags }: { flags: Flag[] }) => (
  <>
    {flags.map(
      (flag) =>
        FLAG[flag] && (
          <Badge key={flag} tone={FLAG[flag].tone} title={FLAG[flag].hint}>
            {FLAG[flag].name}
          </Badge>
        ),
    )}
  </>
);

export function Stars({ stars }: { stars: number }) {
  return (
    <span class="stars" role="img" aria-label={`Rated ${stars} of 5`} title={`Rated ${stars} of 5`}>
      {"★".repeat(stars)}
      <i>{"★".repeat(Math.max(0, 5 - stars))}</i>
    </span>
  );
}

/** How long ago, ticking by the minute; the whole time in its title. */
export const Ago = ({ at }: { at: string }) => (
  <time dateTime={at} title={inFull(at)}>
    {ago(at, minute.value)}
  </time>
);

/** How long somebody waits, ticking by the second. */
export function Waiting({ since }: { since: string }) {
  const seconds = (now.value - Date.parse(since)) / 1000;
  const tone = seconds > 300 ? "late" : seconds > 60 ? "soon" : "";
  return (
    <span class={`waiting ${tone}`} title={`Waits since ${inFull(since)}`}>
      <Icon name="clock" size={13} />
      {span(seconds)}
    </span>
  );
}

export const Kbd = ({ keys }: { keys: string }) => (
  <span class="kbds" aria-hidden="true">
    {keys.split(" ").map((key) => (
      <kbd key={key}>{key}</kbd>
    ))}
  </span>
);

interface IconButtonProps {
  icon: IconName;
  label: string;
  onClick: () => void;
  pressed?: boolean;
  class?: string;
  keys?: string;
  disabled?: boolean;
}
export function IconButton({ icon, label, onClick, pressed, keys, disabled, class: extra = "" }: IconButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button ${extra}`}
      aria-label={label}
      title={keys ? `${label} (${keys})` : label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

/** `alone`: it is the page's only heading. */
export function Empty({
  icon,
  title,
  children,
  alone = false,
}: {
  icon: IconName;
  title: string;
  children?: ComponentChildren;
  alone?: boolean;
}) {
  const Heading = alone ? "h1" : "h2";
  return (
    <div class="empty">
      <Icon name={icon} size={30} />
      <Heading>{title}</Heading>
      {children && <div class="empty-words">{children}</div>}
    </div>
  );
}

export function Trouble({ words, again }: { words: string; again?: () => void }) {
  return (
    <div class="trouble" role="alert">
      <Icon name="alert" />
      <p>{words}</p>
      {again && (
        <button class="button" onClick={again}>
          Try again
        </button>
      )}
    </div>
  );
}

/** Only http and https lead anywhere; all else is text. */
export function Out({ href, children }: { href: string | null; children: ComponentChildren }) {
  if (!href || !/^https?:\/\//i.test(href)) return <>{children}</>;
  return (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  );
}

/** The server's words, which set names of fields and commands in backticks. */
export const Coded = ({ words }: { words: string }) => <>{words.split("`").map((part, at) => (at % 2 ? <code key={at}>{part}</code> : part))}</>;
