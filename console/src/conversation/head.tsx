// Who it is, what it is about, how it stands, who else is here, and what can be done.

import { useEffect, useRef } from "preact/hooks";
import type { Row } from "../api/types.js";
import { ActionBar } from "../actions/bar.js";
import { useDesk } from "../shell/context.js";
import { openHere } from "../shell/router.js";
import { minute } from "../store/clock.js";
import type { Thread } from "../store/threads.js";
import { until } from "../store/time.js";
import { contactName, humane, standing } from "../store/words.js";
import { Avatar, Badge, Flags, IconButton, Stars, Waiting } from "../ui/parts.js";
import { phone } from "../ui/phone.js";
import type { Screen } from "./pane.js";

interface HeadProps {
  row: Row;
  thread: Thread;
  screen: Screen;
  setScreen: (screen: Screen) => void;
  hasPacket: boolean;
}

export function Head({ row, thread, screen, setScreen, hasPacket }: HeadProps) {
  const desk = useDesk();
  const panel = desk.prefs.contactPanel;
  const title = useRef<HTMLHeadingElement>(null);
  // On a phone the line that was pressed is gone with its list; one goes on from here.
  useEffect(() => void (phone.peek() && title.current?.focus()), []);
  return (
    <header class="conversation-head">
      {/* On a phone the list with its heading is another screen. */}
      {phone.value && <h1 class="sr-only">Conversation</h1>}
      <div class="conversation-line">
        <IconButton icon="back" label="Back to the list" class="back" onClick={() => openHere(null)} />
        <div class="conversation-title">
          <h2 class="cut" ref={title} tabIndex={-1}>
            {row.title}
          </h2>
          <p class="conversation-sub">
            <b>{contactName(row)}</b>
            {row.contact.account && <span>{row.contact.account}</span>}
            {row.topic && <span>{humane(row.topic)}</span>}
            {row.queue && <span>{row.queue.name}</span>}
            <Standing row={row} me={desk.me.value.id} />
          </p>
        </div>
        <Viewers thread={thread} />
        {!phone.value && (
          <IconButton
            icon="contact"
            label="Contact beside the thread"
            keys="c"
            pressed={panel.value}
            onClick={() => void (panel.value = !panel.value)}
          />
        )}
      </div>
      <ActionBar row={row} />
      {phone.value && (
        <div class="screens" role="group" aria-label="Parts of the conversation">
          {(["packet", "thread", "contact"] as const).map((one) =>
            one !== "packet" || hasPacket ? (
              <button key={one} aria-pressed={screen === one} onClick={() => setScreen(one)}>
                {humane(one)}
              </button>
            ) : null,
          )}
        </div>
      )}
    </header>
  );
}

function Standing({ row, me }: { row: Row; me: string }) {
  const tone =
    row.stage === "active" && row.assignee?.id === me
      ? "accent"
      : row.stage === "waiting" || row.stage === "assigned"
        ? "warn"
        : "grey";
  return (
    <span class="badges">
      <Badge tone={tone}>
        {standing(row, me)}
        {row.state === "snoozed" && row.snoozed_until && ` until ${until(row.snoozed_until, minute.value)}`}
      </Badge>
      <Flags flags={row.flags} />
      {row.waiting_since && row.state === "open" && <Waiting since={row.waiting_since} />}
      {row.rating !== null && <Stars stars={row.rating} />}
    </span>
  );
}

/** Others who have it open now. */
function Viewers({ thread }: { thread: Thread }) {
  const viewers = thread.viewers.value;
  if (viewers.length === 0) return null;
  const words = viewers.map(({ name, typing }) => `${name} ${typing ? "is writing" : "is looking"}`).join(", ");
  return (
    <div class="viewers" title={words} role="img" aria-label={words}>
      {viewers.slice(0, 3).map(({ id, name, typing }) => (
        <span key={id} class={typing ? "typing" : ""}>
          <Avatar name={name} id={id} small />
        </span>
      ))}
    </div>
  );
}
