// What a writer of an article should know before they go on: a time is set, besides what all writing has to say.

import { articles } from "../api/knowledge.js";
import type { Version, VersionRow, WholeArticle } from "../api/types.js";
import { inFull } from "../store/time.js";
import { failed, toast } from "../ui/toast.js";
import { Notice, WritingNotices } from "../versions/notices.js";
import { BLANK } from "./words.js";
import type { ArticleWriting } from "./writing.js";

interface NoticesProps {
  whole: WholeArticle;
  stored: Version;
  writing: ArticleWriting;
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
  const archived = article.state === "archived" ? "Archived: no reply rests on it. Publishing brings it back." : null;
  return (
    <WritingNotices writing={writing} behind={behind} archived={archived} onLook={onLook}>
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
    </WritingNotices>
  );
}
