// The button that plays what is in the editor, published or not.

import { useState } from "preact/hooks";
import { useCommands } from "../shell/commands.js";
import { humane } from "../store/words.js";
import { Icon } from "../ui/icon.js";
import { useLoad } from "../ui/load.js";
import { castFor, findStage, play } from "./stage.js";
import type { Check } from "./use-check.js";

const REFUSED = {
  blocked: "The browser did not let the tab open. Allow this address to open tabs (pop-ups), and press the button again.",
  refused: "The browser does not let this page keep the guide for the new tab: its storage is full or turned off.",
};

/** Nothing where no demo product is served. */
export function PlayButton({ check: { guide, last } }: { check: Check }) {
  const { role, plan } = castFor(last?.audience);
  const stage = useLoad(() => findStage({ role, plan }), [role, plan]).value;
  const [refused, setRefused] = useState<keyof typeof REFUSED | null>(null);
  const ready = stage?.role === role && stage.plan === plan && guide;
  function start() {
    if (!ready) return;
    const how = play(guide, stage, { sessionStorage, localStorage, open: (url, target) => window.open(url, target) });
    setRefused(how === "playing" ? null : how);
  }
  useCommands(
    () =>
      ready
        ? [{ id: "guide.play", title: "Play it in the demo product", group: "Guide", icon: "guide", keys: "y", run: start }]
        : [],
    [guide, stage],
  );
  if (!stage) return null;
  return (
    <div class="play">
      <button class="button" disabled={!ready} onClick={start}>
        <Icon name="guide" size={15} />
        Play it in the demo product
      </button>
      <p class="hint">
        What is in the editor, saved or not. In a new tab, with the role {humane(role)} and the plan {humane(plan)}.
      </p>
      <div role="alert">{refused && <p class="complaint">{REFUSED[refused]}</p>}</div>
    </div>
  );
}
