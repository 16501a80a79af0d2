// What a writer should know before they go on: somebody else saved, nobody is given it, a text is set aside.

import type { ComponentChildren } from "preact";
import { Icon, type IconName } from "../ui/icon.js";
import { Ago } from "../ui/parts.js";
import type { AnyVersionRow } from "./subject.js";
import type { Writing } from "./writing.js";

interface WritingNoticesProps<T, V, More> {
  writing: Writing<T, V, More>;
  /** A version that came after the one that is written on. */
  behind: AnyVersionRow | null;
  /** What being archived means, where it is. */
  archived: string | null;
  onLook: () => void;
  /** What only some of those that are written have to say. */
  children?: ComponentChildren;
}

export function WritingNotices<T, V, More>({ writing, behind, archived, onLook, children }: WritingNoticesProps<T, V, More>) {
  return (
    <div class="notices">
      {behind && (
        <Notice icon="alert" tone="warn">
          <span>
            {behind.by?.name ?? "An ingest"} saved version {behind.version} meanwhile, <Ago at={behind.created_at} />. What you
            wrote is kept.
          </span>
          <button class="link" onClick={onLook}>
            See the difference
          </button>
        </Notice>
      )}
      {children}
      {archived && (
        <Notice icon="packet">
          <span>{archived}</span>
        </Notice>
      )}
      {writing.restored && writing.dirty && (
        <Notice icon="note">
          <span>
            You wrote this on this device <Ago at={writing.restored} />, and it is not saved yet.
          </span>
          <button class="link" onClick={writing.revert}>
            Show what is saved instead
          </button>
        </Notice>
      )}
      {writing.aside && (
        <Notice icon="copy">
          <span>
            A text is set aside on this device, <Ago at={writing.aside.at} />.
          </span>
          <button class="link" onClick={writing.bringBack}>
            Bring it back
          </button>
          <button class="link" onClick={writing.forgetAside}>
            Forget it
          </button>
        </Notice>
      )}
    </div>
  );
}

export const Notice = ({ icon, tone = "", children }: { icon: IconName; tone?: string; children: ComponentChildren }) => (
  <div class={`notice ${tone}`} role="status">
    <Icon name={icon} size={15} />
    {children}
  </div>
);
