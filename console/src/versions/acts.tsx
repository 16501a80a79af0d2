// What can be done to it as a whole: publish, discard what is written, archive.

import { useState } from "preact/hooks";
import { go } from "../shell/router.js";
import { Confirm } from "../ui/confirm.js";
import { Menu } from "../ui/menu.js";
import { toast } from "../ui/toast.js";
import type { Subject } from "./subject.js";
import type { Writing } from "./writing.js";

interface ActsProps<T, V, More> {
  subject: Subject;
  writing: Writing<T, V, More>;
  /** There is something to publish. */
  something: boolean;
  /** What discarding the draft also ends, and what archiving means, in words. */
  words: { discard?: string | null; archive: string };
  discard: () => Promise<unknown>;
  archive: () => Promise<unknown>;
  reload: () => void;
  onPublish: () => void;
}

export function Acts<T, V, More>(props: ActsProps<T, V, More>) {
  const { subject, writing, something, words, discard, archive, reload, onPublish } = props;
  const { page, noun, id, title, state, version, draft } = subject;
  const [asking, setAsking] = useState<"discard" | "archive" | null>(null);
  const items = [
    ...(version !== null && draft !== null
      ? [
          {
            label: "See what the draft changes",
            icon: "audit" as const,
            onSelect: () => go({ page, id, query: { compare: `${version},${draft}` } }),
          },
        ]
      : []),
    ...(writing.dirty ? [{ label: "Undo what is not saved", icon: "reopen" as const, onSelect: undo }] : []),
    ...(draft !== null
      ? [{ label: "Discard the draft…", icon: "trash" as const, onSelect: () => setAsking("discard") }]
      : []),
    ...(state === "published" ? [{ label: "Archive…", icon: "packet" as const, onSelect: () => setAsking("archive") }] : []),
  ];

  function undo() {
    const mine = writing.text;
    writing.revert();
    toast("Undone", () => writing.put(mine));
  }
  return (
    <>
      <button class="button primary" disabled={!something || writing.busy} onClick={onPublish}>
        {state === "archived" ? "Publish again…" : "Publish…"}
      </button>
      {items.length > 0 && <Menu compact icon="more" label={`More for this ${noun}`} class="icon-button" items={items} />}
      {asking === "discard" && (
        <Confirm
          title={`Discard draft ${draft}?`}
          yes="Discard the draft"
          onClose={() => setAsking(null)}
          run={async () => {
            await discard();
            writing.setAside(writing.text);
            writing.revert();
            toast(`Draft ${draft} is discarded`);
            if (state === "draft") go({ page });
            else reload();
          }}
        >
          <p>
            {state === "draft"
              ? `It was never published, so the ${noun} is gone with it.`
              : version === null
                ? "Past versions stay as they are."
                : `Version ${version} stays published.`}
            {words.discard && ` ${words.discard}`}
          </p>
        </Confirm>
      )}
      {asking === "archive" && (
        <Confirm
          title={`Archive “${title}”?`}
          yes={`Archive the ${noun}`}
          onClose={() => setAsking(null)}
          run={async () => {
            await archive();
            toast(`“${title}” is archived`);
            reload();
          }}
        >
          <p>{words.archive}</p>
        </Confirm>
      )}
    </>
  );
}
