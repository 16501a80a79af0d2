// Conversations of a contact, each a line that opens it.

import type { Row } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { href } from "../shell/router.js";
import { standing } from "../store/words.js";
import { Ago, Stars } from "../ui/parts.js";

export function PastRows({ rows }: { rows: Row[] }) {
  const me = useDesk().me.value.id;
  return (
    <ul class="past">
      {rows.map((row) => (
        <li key={row.id}>
          <a href={href({ page: "inbox", view: "all", id: row.id })}>
            <span class="cut">{row.title}</span>
            <small>
              <Ago at={row.updated_at} /> · {standing(row, me)}
              {row.rating !== null && (
                <>
                  {" "}
                  <Stars stars={row.rating} />
                </>
              )}
            </small>
          </a>
        </li>
      ))}
    </ul>
  );
}
