// The list's rows: a guide each, the whole line opens it.

import type { GuideRow } from "../api/types.js";
import { href } from "../shell/router.js";
import { Ago, Badge } from "../ui/parts.js";
import { marksOf } from "./words.js";

export function Table({ rows, box }: { rows: GuideRow[]; box: { current: HTMLTableSectionElement | null } }) {
  return (
    <div class="table-box">
      <table class="table articles guides">
        <thead>
          <tr>
            {["Guide", "State", "Steps", "Product area", "Changed"].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={box}>
          {rows.map((row) => (
            <tr key={row.id} class={row.state === "archived" ? "faded" : ""}>
              <th scope="row">
                <a class="row-open" data-row href={href({ page: "guides", id: row.id })}>
                  {row.title}
                  <small class="summary">{row.summary || (row.title === row.id ? "Being written" : row.id)}</small>
                </a>
              </th>
              <td data-label="State">
                <span class="badges">
                  {marksOf(row).map(({ words, tone, hint }) => (
                    <Badge key={words} tone={tone} title={hint}>
                      {words}
                    </Badge>
                  ))}
                </span>
              </td>
              <td data-label="Steps">{row.steps > 0 ? row.steps : <span class="quiet">In the draft</span>}</td>
              <td data-label="Product area">{row.product_area ?? <span class="quiet">None</span>}</td>
              <td data-label="Changed">
                <Ago at={row.updated_at} />
                <small class="by">{row.by ? row.by.name : `from ${row.source}`}</small>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
