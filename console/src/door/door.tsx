// Before anybody is signed in: the house's sign beside a form.

import type { ComponentChildren } from "preact";
import { Mark } from "../ui/icon.js";

export function Door({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="door">
      <aside class="door-side" aria-hidden="true">
        <div class="door-sign">
          <Mark size={40} />
          <span>Usher</span>
        </div>
        <p>Everything that was said, tried and seen, before you write the first word.</p>
      </aside>
      <main class="door-main">
        <div class="door-card">
          <h1>{title}</h1>
          {children}
        </div>
      </main>
    </div>
  );
}

export const Complaint = ({ words }: { words: string }) => (
  <p class="complaint" role="alert">
    {words}
  </p>
);
