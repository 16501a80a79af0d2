// Which acts a conversation offers to this person: the contract's rules, so that no button is only there to refuse.

import type { Person, Row } from "../api/types.js";
import { isOfferedTo, isWith, may } from "../store/views.js";

export interface Allowed {
  take: "take" | "over" | null;
  decline: boolean;
  assign: boolean;
  snooze: boolean;
  handBack: boolean;
  resolve: boolean;
  reopen: boolean;
}

const NOTHING: Allowed = {
  take: null,
  decline: false,
  assign: false,
  snooze: false,
  handBack: false,
  resolve: false,
  reopen: false,
};

export function allowed(row: Row, me: Person): Allowed {
  if (!may(me.role, "act")) return NOTHING;
  const supervises = may(me.role, "supervise");
  const withMe = isWith(row, me.id);
  const withOther = row.state === "open" && row.stage === "active" && !withMe;
  const open = row.state === "open";
  const mine = withMe || (open && supervises);
  return {
    take:
      withMe || row.state === "resolved" || row.state === "snoozed" ? null : withOther ? (supervises ? "over" : null) : "take",
    decline: isOfferedTo(row, me.id),
    assign: mine,
    snooze: mine,
    handBack: mine,
    resolve: mine || row.state === "snoozed" || (open && row.stage === "waiting"),
    reopen: row.state === "resolved" || row.state === "snoozed",
  };
}
