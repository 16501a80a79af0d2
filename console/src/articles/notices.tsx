// What a writer should know before they go on: somebody else saved, a time is set, a text is set aside.

import type { ComponentChildren } from "preact";
import { articles } from "../api/knowledge.js";
import type { Version, VersionRow, WholeArticle } from "../api/types.js";
import { inFull } from "../store/time.js";
import { Icon, type IconName } from "../ui/icon.js";
import { Ago } from "../ui/parts.js";
import { failed, toast } from "../ui/toast.js";
import { BLANK } from "./words.js";
import type { Writing } from "./writing.js";

interface NoticesProps {
  whole: WholeArticle;
  stored: Version;
  writing: Writing;
  /** A version that came after the one that is written on. */
  behind: VersionRow | null;
  onLook: () => void;
  onSchedule: () => void;
  reload: () => void;
}

export function Notices({ whole: { article }, stored, writing, behind, onLook, onSchedule, reload }: NoticesProps) {
  async function unschedule() {
    try {
      await articles.save({
        id: article.id,
        base: writing.base,
        meta: stored.meta ?? BLANK,
        body: stored.body,
        note: stored.note,
        publish_at: null,
      });
      toast("It waits for you now");
      reload();
    } catch (error) {
      failed(error);
    }
  }
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
      {article.publish_at && article.draft !== null && (
        <Notice icon="clock">
          <span>
            Version {article.draft} is published by itself on <b>{inFull(article.publish_at)}</b>.
          </span>
          <button class="link" onClick={onSchedule}>
            Change
          </button>
          <button
            class="link"
            disabled={writing.dirty}
            title={writing.dirty ? "Save your changes first" : ""}
            onClick={() => void unschedule()}
          >
            Do not
          </button>
        </Notice>
      )}
      {article.state === "archived" && (
        <Notice icon="packet">
          <span>Archived: no reply rests on it. Publishing brings it back.</span>
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
