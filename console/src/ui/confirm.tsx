// Before what cannot simply be undone: what will happen, in full sentences, and a button that says what it does.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { inWords } from "../api/problem.js";
import { Dialog } from "./dialog.js";
import { Coded } from "./parts.js";

interface ConfirmProps {
  title: string;
  /** What the button does: `Delete the queue`. */
  yes: string;
  children: ComponentChildren;
  run: () => Promise<unknown>;
  onClose: () => void;
  /** It takes nothing away. */
  mild?: boolean;
}

export function Confirm({ title, yes, children, run, onClose, mild = false }: ConfirmProps) {
  const { busy, problem, submit } = useSubmit(run, onClose);
  return (
    <Dialog title={title} onClose={onClose}>
      <form class="dialog-form" onSubmit={submit}>
        <div class="prose">{children}</div>
        <Complaint words={problem} />
        <footer class="dialog-foot">
          <button type="button" class="button" autofocus onClick={onClose}>
            Cancel
          </button>
          <button class={`button ${mild ? "primary" : "danger"}`} disabled={busy}>
            {yes}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

/** A form's one call: busy while it is on its way, its refusal in words beside the form. */
export function useSubmit(run: () => Promise<unknown>, onDone: () => void) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  function submit(event?: Event) {
    event?.preventDefault();
    if (busy) return;
    setBusy(true);
    setProblem(null);
    run().then(onDone, (error: unknown) => {
      setProblem(inWords(error));
      setBusy(false);
    });
  }
  return { busy, problem, setBusy, submit };
}

export const Complaint = ({ words }: { words: string | null }) => (
  <div role="alert">
    {words && (
      <p class="complaint">
        <Coded words={words} />
      </p>
    )}
  </div>
);
