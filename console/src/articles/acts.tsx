// What can be done to an article as a whole: publish, discard what is written, archive.

import { useState } from "preact/hooks";
import { articles } from "../api/knowledge.js";
import type { Version, WholeArticle } from "../api/types.js";
import { go } from "../shell/router.js";
import { Confirm } from "../ui/confirm.js";
import { Menu } from "../ui/menu.js";
import { toast } from "../ui/toast.js";
import type { Writing } from "./writing.js";

interface ActsProps {
  whole: WholeArticle;
  stored: Version;
  writing: Writing;
  /** There is something to publish. */
  something: boolean;
  reload: () => void;
  onPublish: () => void;
}

export function ArticleActs({ whole: { article }, stored, writing, something, reload, onPublish }: ActsProps) {
  const [asking, setAsking] = useState<"discard" | "archive" | null>(null);
  const items = [
    ...(article.version !== null && article.draft !== null
      ? [
          {
            label: "See what the draft changes",
            icon: "audit" as const,
            onSelect: () => go({ page: "articles", id: article.id, query: { compare: `${article.version},${article.draft}` } }),
          },
        ]
      : []),
    ...(writing.dirty ? [{ label: "Undo what is not saved", icon: "reopen" as const, onSelect: undo }] : []),
    ...(article.draft !== null
      ? [{ label: "Discard the draft…", icon: "trash" as const, onSelect: () => setAsking("discard") }]
      : []),
    ...(article.state === "published"
      ? [{ label: "Archive…", icon: "packet" as const, onSelect: () => setAsking("archive") }]
      : []),
  ];

  function undo() {
    const mine = writing.text;
    writing.revert();
    toast("Undone", () => writing.put(mine));
  }
  return (
    <>
      <button class="button primary" disabled={!something || writing.busy} onClick={onPublish}>
        {article.state === "archived" ? "Publish again…" : "Publish…"}
      </button>
      {items.length > 0 && <Menu compact icon="more" label="More for this article" class="icon-button" items={items} />}
      {asking === "discard" && (
        <Confirm
          title={`Discard draft ${article.draft}?`}
          yes="Discard the draft"
          onClose={() => setAsking(null)}
          run={async () => {
            await articles.discard(article.id);
            writing.setAside(writing.text);
            writing.revert();
            toast(`Draft ${article.draft} is discarded`);
            if (stored.state === "draft" && article.state === "draft") go({ page: "articles" });
            else reload();
          }}
        >
          <p>
            {article.state === "draft"
              ? "It was never published, so the article is gone with it."
              : article.version === null
                ? "Past versions stay as they are."
                : `Version ${article.version} stays published.`}
            {article.publish_at && " It is not published by itself any more."}
          </p>
        </Confirm>
      )}
      {asking === "archive" && (
        <Confirm
          title={`Archive “${article.title}”?`}
          yes="Archive the article"
          onClose={() => setAsking(null)}
          run={async () => {
            await articles.archive(article.id);
            toast(`“${article.title}” is archived`);
            reload();
          }}
        >
          <p>
            Replies rest on it no more, within seconds. Its versions stay, citations of it still open, and publishing a version
            brings it back.
          </p>
        </Confirm>
      )}
    </>
  );
}
