// What the host product tells the widget. Tests hear the same as `tallybook:event` on the document.

declare global {
  interface Window {
    Usher?: { track?(event: string, detail?: Record<string, unknown>): void };
  }
}

const WIDGET_WITHIN = 15_000;
const POLL_EVERY = 100;
const waiting: [string, Record<string, unknown>][] = [];

/** Announces that something was done, such as `invoice.sent`. No personal data goes into `detail`. */
export function announce(event: string, detail: Record<string, unknown> = {}): void {
  document.dispatchEvent(new CustomEvent("tallybook:event", { detail: { event, ...detail } }));
  waiting.push([event, detail]);
  if (waiting.length === 1) deliver(Date.now() + WIDGET_WITHIN);
}

// The widget's script is async: an event of the first moments waits for it, but not for ever.
function deliver(until: number): void {
  if (window.Usher?.track) {
    for (const [event, detail] of waiting.splice(0)) window.Usher.track(event, detail);
  } else if (Date.now() > until) {
    waiting.length = 0;
  } else {
    setTimeout(() => deliver(until), POLL_EVERY);
  }
}
