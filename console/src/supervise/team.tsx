// Who is here and how much each has.

import { useDesk } from "../shell/context.js";
import { may } from "../store/views.js";
import { PRESENCE } from "../store/words.js";
import { Avatar } from "../ui/parts.js";

const ORDER = { online: 0, away: 1, offline: 2 };

export function TeamStrip() {
  const { team } = useDesk();
  const people = [...team.presence.value.values()]
    .filter(({ role }) => may(role, "act"))
    .sort((a, b) => ORDER[a.presence] - ORDER[b.presence] || b.load - a.load);
  if (people.length === 0) return null;
  return (
    <ul class="team" aria-label="Team" tabIndex={0}>
      {people.map(({ id, name, presence, load, capacity }) => (
        <li key={id} class={presence} title={`${name}: ${PRESENCE[presence]}, ${load} of ${capacity}`}>
          <Avatar name={name} id={id} small presence={presence} />
          <span>
            <b>{name.split(" ")[0]}</b>
            <small>{presence === "offline" ? "Offline" : `${load} of ${capacity}`}</small>
          </span>
        </li>
      ))}
    </ul>
  );
}
