// Which version is open, and whether there is a newer one; from here a past one is published again.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { go } from "../shell/router.js";
import { inFull } from "../store/time.js";
import { Confirm } from "../ui/confirm.js";
import { toast } from "../ui/toast.js";
import { Notice } from "./notices.js";
import { hrefOf, type AnyVersionRow, type Subject } from "./subject.js";

interface WhichProps {
  subject: Subject;
  version: AnyVersionRow;
  /** The published one. */
  newest: number | null;
  writes: boolean;
  /** Somebody was led here by what a reply quotes. */
  quoted?: boolean;
  /** What a draft is not yet, and what publishing brings about, as sentences. */
  words: { draft: string; publish: string };
  /** Publishes the version; answers with what is published then. */
  publish: () => Promise<{ version: number | null }>;
  reload: () => void;
}

export function Which(props: WhichProps) {
  const { subject, version, newest, writes, quoted = false, words, publish, reload } = props;
  const [asking, setAsking] = useState(false);
  if (version.state === "published")
    return quoted ? <Notices words={`A reply quotes this. It is version ${version.version}, which is published.`} /> : null;
  const past = `${quoted ? "A reply quotes this, version" : "This is version"} ${version.version} of ${inFull(
    version.published_at ?? version.created_at,
  )}. ${newest === null ? `The ${subject.noun} is archived.` : `Version ${newest} is published now.`}`;
  return (
    <>
      <Notices words={version.state === "draft" ? `This is draft ${version.version}. ${words.draft}` : past}>
        {newest !== null && (
          <>
            <a
              class="link"
              href={hrefOf(subject, {
                compare: newest > version.version ? `${version.version},${newest}` : `${newest},${version.version}`,
              })}
            >
              See what changed
            </a>
            <a class="link" href={hrefOf(subject, { version: `${newest}` })}>
              Open version {newest}
            </a>
          </>
        )}
        {writes && version.state === "past" && (
          <button class="link" onClick={() => setAsking(true)}>
            {newest === null ? "Publish it again" : "Roll back to it"}…
          </button>
        )}
      </Notices>
      {asking && (
        <Confirm
          title={newest === null ? `Publish version ${version.version} again?` : `Roll back to version ${version.version}?`}
          yes={newest === null ? "Publish it again" : "Roll back"}
          onClose={() => setAsking(false)}
          run={async () => {
            const now = await publish();
            toast(`The text of version ${version.version} is published as version ${now.version}`);
            reload();
            go({ page: subject.page, id: subject.id });
          }}
        >
          <p>
            Its text is published as a new version, and {words.publish}.
            {newest !== null && ` Version ${newest} stays in the history.`}
            {subject.draft !== null && ` Draft ${subject.draft} stays as it is.`}
          </p>
        </Confirm>
      )}
    </>
  );
}

const Notices = ({ words, children }: { words: string; children?: ComponentChildren }) => (
  <div class="notices">
    <Notice icon="clock">
      <span>{words}</span>
      {children}
    </Notice>
  </div>
);
