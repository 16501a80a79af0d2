// What rings: each offer as a card with its countdown, to take or to pass on, wherever one is.

import { useState } from "preact/hooks";
import { ProblemError } from "../api/http.js";
import { conversations } from "../api/people.js";
import type { Row } from "../api/types.js";
import { now } from "../store/clock.js";
import { span } from "../store/time.js";
import { contactName, shortReason } from "../store/words.js";
import { Icon } from "../ui/icon.js";
import { Badge, Flags } from "../ui/parts.js";
import { failed, toast } from "../ui/toast.js";
import { useCommands } from "./commands.js";
import { useDesk } from "./context.js";
import { go, href, place } from "./router.js";

/** More at once would hide the work; the rest waits in its view. */
const MOST = 2;
const OFFER_LASTS = 60;

export function Offers() {
  const desk = useDesk();
  const [dismissed, setDismissed] = useState<string[]>([]);
  const open = place.value.id;
  // What is before the person has its buttons there.
  const ringing =
    desk.presence.value === "online" ? desk.offers.value.filter((row) => row.id !== open && !dismissed.includes(keyOf(row))) : [];
  const first = ringing[0];
  useCommands(
    () =>
      first
        ? [
            {
              id: "offer.take",
              title: `Take what rings: ${contactName(first)}`,
              group: "Offers",
              icon: "offered",
              keys: "T",
              run: () => void takeOffer(desk, first),
            },
          ]
        : [],
    [first?.id],
  );
  return (
    <section class="offers" aria-label="Offers" aria-live="assertive">
      {ringing.slice(0, MOST).map((row) => (
        <Offer key={row.id} row={row} onDismiss={() => setDismissed([...dismissed, keyOf(row)])} />
      ))}
      {first && <AskToNotify />}
      {ringing.length > MOST && (
        <button class="offers-more" onClick={() => go({ page: "inbox", view: "offered" })}>
          {ringing.length - MOST} more offered
        </button>
      )}
    </section>
  );
}

const keyOf = (row: Row) => `${row.id} ${row.due_at}`;

async function takeOffer(desk: ReturnType<typeof useDesk>, row: Row) {
  try {
    await desk.act(conversations.take(row.id));
    go({ page: "inbox", view: "mine", id: row.id });
  } catch (error) {
    if (error instanceof ProblemError && error.slug === "taken") toast("Somebody else was quicker. Thank you anyway.");
    else failed(error);
  }
}

function Offer({ row, onDismiss }: { row: Row; onDismiss: () => void }) {
  const desk = useDesk();
  const [busy, setBusy] = useState(false);
  const mine = row.stage === "assigned";
  const left = row.due_at ? Math.max(0, (Date.parse(row.due_at) - now.value) / 1000) : null;

  async function take() {
    setBusy(true);
    await takeOffer(desk, row);
    setBusy(false);
  }
  function decline() {
    if (!mine) return onDismiss();
    desk.act(conversations.decline(row.id)).catch(failed);
  }

  return (
    <article class={`offer ${mine ? "own" : ""}`}>
      <header>
        <Icon name="offered" size={16} />
        <span>{mine ? "Offered to you" : row.level === "supervisor" ? "Nobody took it yet" : "Open to everybody"}</span>
        {left !== null && left > 0 && <Countdown left={left} />}
      </header>
      <a
        class="offer-what"
        href={href({ page: "inbox", view: place.value.page === "inbox" ? place.value.view : "offered", id: row.id })}
      >
        <b>{contactName(row)}</b>
        {row.contact.account && <span> · {row.contact.account}</span>}
        <p>{row.title}</p>
      </a>
      <div class="badges">
        {row.reason && <Badge>{shortReason(row.reason)}</Badge>}
        <Flags flags={row.flags} />
      </div>
      <footer>
        <button class="button primary" disabled={busy} onClick={() => void take()}>
          Take
        </button>
        <button class="button" onClick={decline}>
          {mine ? "Decline" : "Not now"}
        </button>
      </footer>
    </article>
  );
}

/** Asked once, where it matters: browsers want a click for it. */
function AskToNotify() {
  const { notifications, asked } = useDesk().prefs;
  const possible = "Notification" in window && Notification.permission === "default" && !asked.value;
  if (!possible) return null;
  function answer(yes: boolean) {
    asked.value = true;
    if (yes) void Notification.requestPermission().then((said) => void (notifications.value = said === "granted"));
  }
  return (
    <p class="offer-ask">
      <span>Also ring outside this tab?</span>
      <button class="link" onClick={() => answer(true)}>
        Yes
      </button>
      <button class="link" onClick={() => answer(false)}>
        No
      </button>
    </p>
  );
}

function Countdown({ left }: { left: number }) {
  return (
    <span class="countdown" aria-label={`${Math.round(left)} seconds left`} role="timer" aria-live="off">
      <svg width="18" height="18" viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="7.5" class="track" />
        <circle
          cx="10"
          cy="10"
          r="7.5"
          class="left"
          pathLength="1"
          stroke-dasharray={`${Math.min(1, left / OFFER_LASTS)} 1`}
          transform="rotate(-90 10 10)"
        />
      </svg>
      {span(left)}
    </span>
  );
}
