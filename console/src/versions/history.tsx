// Every version there was: who wrote it, when, what for, and what can be done with it.

import { originWords, VERSION_STATE } from "../articles/words.js";
import { inFull } from "../store/time.js";
import { Avatar, Badge } from "../ui/parts.js";
import { Icon } from "../ui/icon.js";
import { hrefOf, type AnyVersionRow, type Subject } from "./subject.js";

interface HistoryProps {
  subject: Subject;
  versions: AnyVersionRow[];
  /** The version that is open. */
  current?: number;
  /** Whether a past one may be published again. */
  writes?: boolean;
}

export function History({ subject, versions, current, writes = false }: HistoryProps) {
  const against = subject.version ?? versions[0]?.version;
  return (
    <>
      <ol class="versions" aria-label="Versions">
        {versions.map((one) => (
          <Line
            key={one.version}
            one={one}
            subject={subject}
            against={compared(one, versions, against)}
            current={current === one.version}
          />
        ))}
      </ol>
      {writes && versions.some(({ state }) => state === "past") && <p class="hint">Open a past version to roll back to it.</p>}
    </>
  );
}

/** With what is published; and what is published with the one before it. */
function compared(one: AnyVersionRow, versions: AnyVersionRow[], published: number | undefined): [number, number] | null {
  if (published === undefined) return null;
  if (one.version !== published) return one.version < published ? [one.version, published] : [published, one.version];
  const before = versions.find(({ version, state }) => version < one.version && state === "past");
  return before ? [before.version, one.version] : null;
}

interface LineProps {
  one: AnyVersionRow;
  subject: Subject;
  against: [number, number] | null;
  current: boolean;
}

function Line({ one, subject, against, current }: LineProps) {
  const { words, tone } = VERSION_STATE[one.state];
  const when = one.published_at ?? one.created_at;
  return (
    <li class={current ? "current" : ""}>
      {one.by ? (
        <Avatar small name={one.by.name} id={one.by.id} />
      ) : (
        <span class="avatar small nobody" aria-hidden="true">
          <Icon name="file" size={14} />
        </span>
      )}
      <div class="lines-main">
        <span class="version-head">
          <a href={hrefOf(subject, { version: `${one.version}` })} aria-current={current ? "true" : undefined}>
            Version {one.version}
          </a>
          <Badge tone={tone}>{words}</Badge>
        </span>
        {one.note && <span dir="auto">{one.note}</span>}
        <small>
          {one.by?.name ?? "Ingest"}, {originWords(one)}, {one.state === "draft" ? "saved" : "published"} {inFull(when)}
          {one.publish_at && one.state === "draft" && `; published by itself on ${inFull(one.publish_at)}`}
        </small>
      </div>
      {against && (
        <a
          class="button small"
          href={hrefOf(subject, { compare: against.join(",") })}
          aria-label={`Compare versions ${against.join(" and ")}`}
        >
          Compare
        </a>
      )}
    </li>
  );
}
