// What is offered above the field while one writes: canned replies, or people.

import { useEffect, useState } from "preact/hooks";
import { canned } from "../api/people.js";
import type { Row } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { ROLE } from "../store/words.js";

export interface Pick {
  id: string;
  title: string;
  mark: string;
  detail: string;
  /** What is written; none where the server makes it. */
  words?: string;
}

const MOST = 7;
const PATIENCE = 120;

export function useCannedPicks(text: string | null, row: Row): Pick[] {
  const [picks, setPicks] = useState<Pick[]>([]);
  useEffect(() => {
    if (text === null) return setPicks([]);
    let here = true;
    const timer = window.setTimeout(() => {
      canned(text, row.inbox).then(
        (found) =>
          here &&
          setPicks(
            found.slice(0, MOST).map((one) => ({ id: one.id, mark: `/${one.shortcut}`, title: one.title, detail: one.text })),
          ),
        () => {},
      );
    }, PATIENCE);
    return () => {
      here = false;
      window.clearTimeout(timer);
    };
  }, [text, row.inbox]);
  return picks;
}

export function useMentionPicks(text: string | null): Pick[] {
  const { team, me } = useDesk();
  if (text === null) return [];
  const wanted = text.toLowerCase();
  return team.members.value
    .filter(
      ({ id, name, status }) =>
        id !== me.value.id &&
        status === "active" &&
        name
          .toLowerCase()
          .split(/\s+/)
          .some((part) => part.startsWith(wanted)),
    )
    .slice(0, MOST)
    .map(({ id, name, role }) => ({ id, mark: "@", title: name, detail: ROLE[role], words: `@${name} ` }));
}

interface PicksProps {
  picks: Pick[];
  at: number;
  onChoose: (pick: Pick) => void;
  onMove: (at: number) => void;
}

export function Picks({ picks, at, onChoose, onMove }: PicksProps) {
  if (picks.length === 0) return null;
  return (
    <div id="picks" class="picks" role="listbox" aria-label="Choices">
      {picks.map((pick, index) => (
        <div
          key={pick.id}
          id={`pick-${index}`}
          role="option"
          aria-selected={index === at}
          // The field keeps its focus and its caret.
          onPointerDown={(event) => (event.preventDefault(), onChoose(pick))}
          onPointerMove={() => onMove(index)}
        >
          <b>{pick.mark}</b>
          <span>{pick.title}</span>
          <small class="cut">{pick.detail}</small>
        </div>
      ))}
    </div>
  );
}
