// The figures of each group, with the handoffs as bars.

import type { FigureGroup, GroupBy } from "../api/types.js";
import { BY } from "./range.js";
import { FIGURES, NOT_YET } from "./words.js";

const COLUMNS = ["handoffs", "taken", "resolved", "missed", "abandoned", "speed_of_answer_s", "first_response_s", "resolution_s", "first_contact_resolution", "csat", "reasked"];

interface GroupTableProps {
  groups: FigureGroup[];
  by: GroupBy;
  names: (key: string, name: string) => string;
  definitions: Record<string, string>;
}

export function GroupTable({ groups, by, names, definitions }: GroupTableProps) {
  const columns = FIGURES.filter(({ key }) => COLUMNS.includes(key));
  const most = Math.max(1, ...groups.map(({ figures }) => figures.handoffs));
  const title = `By ${(BY.find(([key]) => key === by)?.[1] ?? by).toLowerCase()}`;
  // Days run back from the last; the rest begins with the most handoffs.
  const sorted = by === "day" ? [...groups].reverse() : [...groups].sort((a, b) => b.figures.handoffs - a.figures.handoffs);
  return (
    <section class="block" aria-label={title}>
      <h2>{title}</h2>
      <div class="table-box" tabIndex={0} role="region" aria-label={`${title}, a table`}>
        <table class="table numbers">
          <thead>
            <tr>
              <th scope="col">{BY.find(([key]) => key === by)?.[1]}</th>
              {columns.map(({ key, name }) => (
                <th key={key} scope="col" class="number" title={definitions[key]}>
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.map(({ key, name, figures }) => (
              <tr key={key}>
                <th scope="row">{names(key, name)}</th>
                {columns.map((figure) => {
                  const value = figure.main(figures);
                  return (
                    <td key={figure.key} class="number" title={figure.more?.(figures) ?? undefined}>
                      {figure.key === "handoffs" && <CellBar share={figures.handoffs / most} />}
                      {value ?? <span class="quiet">{NOT_YET}</span>}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const CellBar = ({ share }: { share: number }) => (
  <svg class="cell-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
    <rect width={Math.max(1, share * 100)} height="10" />
  </svg>
);
