// Says when the line to the server is down, and what that means.

import { useEffect, useState } from "preact/hooks";
import { Icon } from "../ui/icon.js";
import { useDesk } from "./context.js";

/** A short break is nobody's business. */
const PATIENCE = 2500;

export function LinkNotice() {
  const state = useDesk().link.value;
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (state === "open") return setShown(false);
    const timer = window.setTimeout(() => setShown(true), PATIENCE);
    return () => window.clearTimeout(timer);
  }, [state]);
  return (
    <div role="status" aria-live="polite">
      {shown && (
        <p class="link-notice">
          <Icon name="alert" size={15} />
          No connection. Lists may be old; what you write is kept and sent when it is back.
        </p>
      )}
    </div>
  );
}
