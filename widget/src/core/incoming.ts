// What the server says, brought to where it matters: the state, the outbox, the device's place.

import type { LogEvent, ServerFrame } from "../api/types.js";
import type { Store } from "../store/store.js";
import type { Place } from "./place.js";
import type { Sender } from "./sender.js";

export interface IncomingOptions {
  store: Store;
  place: Place;
  sender: Sender;
  /** The contact read on while the server did not hear of it. */
  readFurther(): void;
  /** An event came that was not there before. */
  fresh(event: LogEvent): void;
}

export function incoming({ store, place, sender, readFurther, fresh }: IncomingOptions): (frame: ServerFrame) => void {
  const { state, dispatch } = store;

  function event(event: LogEvent) {
    const isFresh = event.seq > state().seen;
    dispatch({ type: "event", event });
    if (!isFresh) return;
    place.saw(state().seen);
    fresh(event);
    if (event.kind === "message.created" && event.body.client_id) sender.settled(event.body.client_id);
  }

  return (frame) => {
    switch (frame.type) {
      case "event":
        return event(frame);
      case "accepted":
        return sender.settled(frame.client_id);
      case "typing":
        return dispatch({ type: "typing", author: frame.author });
      case "provisional":
        return dispatch(frame);
      case "read":
        if (frame.reader === "people") dispatch({ type: "read", seq: frame.seq });
        else if (place.readTo(frame.seq)) store.tell();
        else if (place.read() > frame.seq) readFurther();
        return;
      case "problem":
        return sender.refused(frame.client_id, frame.problem);
    }
  };
}
