// How far a text is from what is published, before it takes its place.

import { useMemo } from "preact/hooks";
import { diff, tally } from "../articles/diff.js";
import { useLoad } from "../ui/load.js";

interface ChangesProps {
  id: string;
  /** The published version. */
  version: number | null;
  /** The lines of a version. */
  read: (version: number) => Promise<string>;
  now: string;
  /** What it is where nothing is published yet. */
  first: string;
}

export function Changes({ id, version, read, now, first }: ChangesProps) {
  const published = useLoad(async () => (version === null ? null : await read(version)), [id, version]).value;
  const counted = useMemo(() => (published === null ? null : tally(diff(published, now))), [published, now]);
  if (version === null) return <p>{first}</p>;
  if (!counted) return <p class="quiet">Comparing…</p>;
  const lines = (n: number, what: string) => (n === 0 ? [] : [`${n} ${n === 1 ? "line" : "lines"} ${what}`]);
  return (
    <p>
      {counted.added + counted.removed === 0
        ? `It says the same as version ${version}, which is published.`
        : `It takes the place of version ${version}: ${[...lines(counted.added, "added"), ...lines(counted.removed, "removed")].join(", ")}.`}
    </p>
  );
}
