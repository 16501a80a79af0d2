// One step as it is played: looked for, shown, done by the contact, checked. It knows no pixels; the player draws it.

import type { Step } from "../api/types";
import { isVisible, surfaceOf } from "../page/dom";
import { awaitAction, isFilled, isSecret } from "./action";
import { hold } from "./conditions";
import { find } from "./fingerprint";

/** Milliseconds. How long a late element, a page with several candidates and a late postcondition are waited for. */
export const PATIENCE = { target: 10_000, ambiguous: 4_000, precondition: 2_000, postcondition: 8_000 };
/** A check shorter than this is not spoken of. */
const NOTICED = 400;

export type FailReason = "target_missing" | "ambiguous" | "postcondition_unmet" | "looks_different";

export interface View {
  element?: Element | undefined;
  phase: "waiting" | "showing" | "checking" | "unmet" | "words";
  /** The contact must say that it is done. */
  confirm?: "next" | "done" | undefined;
  secret?: boolean;
  /** The contact acted, and what they acted on went away: the bubble stays where it is. */
  stay?: boolean;
}

export interface PlayedStep {
  /** Looks at the page; `passed` is the time since the last look. `held`: it was done before the contact came to it. */
  look(passed: number): "done" | "held" | undefined;
  view(): View;
  /** The contact says that it is done. */
  confirm(): void;
  /** The contact says that the highlight is wrong. */
  differs(): void;
  remove(): void;
}

export interface StepOptions {
  heard: ReadonlySet<string>;
  /** The contact came back to this step: what holds already is not enough. */
  again: boolean;
  failed(reason: FailReason): void;
  /** Something happened that is worth a look before the next one is due. */
  stirred(): void;
}

export function playStep(step: Step, { heard, again, failed, stirred }: StepOptions): PlayedStep {
  const target = step.target && Object.values(step.target).some(Boolean) ? step.target : undefined;
  // A click or a way to a page is known by what it brings about; what was typed or seen, only by the contact's doing.
  const byOutcome = step.action === "click" || step.action === "navigate";
  let element: Element | undefined;
  let action: { remove(): void } | undefined;
  let acted = false;
  let changed = !again;
  let first = true;
  let sought = 0;
  let since = 0;
  let reason: FailReason | undefined;

  const fail = (why: FailReason): void => {
    if (!reason) failed(why);
    reason = why;
  };
  const didIt = (): void => {
    acted = true;
    since = 0;
    setTimeout(stirred);
  };
  const point = (el: Element | undefined): void => {
    action?.remove();
    element = el;
    action = el && awaitAction(step.action, el, didIt);
  };
  const seek = (passed: number): void => {
    if (!target || reason === "looks_different") return;
    if (element?.isConnected && surfaceOf(element)) return;
    if (element) point(undefined);
    const found = find(target);
    const ready = sought >= PATIENCE.precondition || hold(step.preconditions ?? [], heard);
    if (found.kind === "found" && ready) {
      point(found.element);
      return;
    }
    if (acted) return;
    sought += passed;
    if (found.kind === "ambiguous" && sought > PATIENCE.ambiguous) fail("ambiguous");
    else if (sought > PATIENCE.target) fail("target_missing");
  };

  return {
    look(passed) {
      const conditions = step.postconditions ?? [];
      const held = hold(conditions, heard);
      if (!held) changed = true;
      if (held && acted) return "done";
      if (held && byOutcome && changed && conditions.length > 0) return first ? "held" : "done";
      first = false;
      seek(passed);
      if (acted) since += passed;
      if (acted && since > PATIENCE.postcondition) fail("postcondition_unmet");
      return undefined;
    },
    view() {
      const shown = element && (surfaceOf(element) ?? element);
      const secret = !!element && isSecret(element);
      const onlyLooks = step.action === "observe" || secret;
      // What is filled in already may be right as it is.
      const filled = !!element && !byOutcome && isFilled(element);
      const lost = reason && reason !== "postcondition_unmet" && !element;
      return {
        // What the contact's action brings is not to be covered by the ring.
        element: shown && isVisible(shown) && (!acted || since > PATIENCE.postcondition) ? shown : undefined,
        phase: acted
          ? since > PATIENCE.postcondition ? "unmet" : since > NOTICED ? "checking" : "showing"
          : lost ? "words" : target && !element ? "waiting" : "showing",
        confirm: acted ? undefined : lost ? "done" : onlyLooks || filled || again ? "next" : undefined,
        secret: secret && step.action !== "observe",
        stay: acted,
      };
    },
    confirm: didIt,
    differs() {
      fail("looks_different");
      reason = "looks_different";
      point(undefined);
      acted = false;
    },
    remove: () => action?.remove(),
  };
}
