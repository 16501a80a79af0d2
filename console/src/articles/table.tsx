// The list's rows: an article each, the whole line opens it.

import type { ArticleRow } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { href } from "../shell/router.js";
import { minute } from "../store/clock.js";
import { Ago, Badge } from "../ui/parts.js";
import { audienceWords, marksOf } from "./words.js";

export function Table({ rows, box }: { rows: ArticleRow[]; box: { current: HTMLTableSectionElement | null } }) {
  const { team } = useDesk();
  const nameOf = (key: string) => team.inboxes.value.find((one) => one.key === key)?.name ?? key;
  return (
    <div class="table-box">
      <table class="table articles">
        <thead>
          <tr>
            {["Article", "State", "Product area", "For whom", "Changed"].map((name) => (
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
                <a class="row-open" data-row href={href({ page: "articles", id: row.id })}>
                  {row.title}
                  <small class="path">{row.id}</small>
                </a>
              </th>
              <td data-label="State">
                <span class="badges">
                  {marksOf(row, minute.value).map(({ words, tone, hint }) => (
                    <Badge key={words} tone={tone} title={hint}>
                      {words}
                    </Badge>
                  ))}
                </span>
              </td>
              <td data-label="Product area">{row.product_area ?? <span class="quiet">None</span>}</td>
              <td data-label="For whom">{audienceWords(row.audience, nameOf)}</td>
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
