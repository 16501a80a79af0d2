// What the team's work came to: all together with every definition beside its number, by day, inbox, topic or agent, and now.

import { figures } from "../api/people.js";
import type { FigureAnswer, GroupBy } from "../api/types.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { go, type Place } from "../shell/router.js";
import { minute } from "../store/clock.js";
import { humane } from "../store/words.js";
import { Select } from "../ui/field.js";
import { Icon } from "../ui/icon.js";
import { useLoad } from "../ui/load.js";
import { Lines, PageHead } from "../ui/page.js";
import { Empty, Trouble } from "../ui/parts.js";
import { DayCharts } from "./charts.js";
import { csvOf, download } from "./csv.js";
import { NowRow } from "./now.js";
import { askedOf, BY, dayInWords, PRESETS, rangeOf, type Range } from "./range.js";
import { GroupTable } from "./table.js";
import { Tiles } from "./tiles.js";

export function FiguresPage({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const desk = useDesk();
  const range = rangeOf(at.query, minute.value);
  const { from, to, by, inbox, wrong } = range;
  const answer = useLoad(
    () => (wrong ? Promise.resolve(null) : figures(askedOf(range))),
    [from, to, by, inbox, wrong, desk.link.value === "open"],
  );
  const names = useGroupNames(by);
  const shown = wrong ? null : answer.value;
  const save = () => shown && download(`figures-${from}-${to}-by-${by}.csv`, csvOf(shown, by, names));
  useCommands(
    () => [{ id: "figures.csv", title: "Figures as CSV", group: "Figures", icon: "export", keys: "x", run: () => void save() }],
    [shown, by],
  );
  return (
    <div class="page wide figures">
      <PageHead title="Figures" openDrawer={openDrawer}>
        <button class="button" disabled={!shown} onClick={save}>
          <Icon name="export" size={15} />
          CSV
        </button>
      </PageHead>
      <div class="page-body" aria-busy={answer.busy}>
        <NowRow />
        <Tools range={range} query={at.query} />
        {wrong && (
          <p class="complaint" role="alert">
            {wrong}
          </p>
        )}
        {answer.problem && <Trouble words={answer.problem} again={answer.again} />}
        {!wrong && !answer.value && !answer.problem && <Lines />}
        {shown && <Answer answer={shown} range={range} names={names} />}
      </div>
    </div>
  );
}

type Names = (key: string, name: string) => string;

function Answer({ answer, range, names }: { answer: FigureAnswer; range: Range; names: Names }) {
  const none = answer.total.handoffs === 0;
  return (
    <>
      <p class="figures-time">
        {dayInWords(range.from)}
        {range.from !== range.to && ` to ${dayInWords(range.to)}`}, days in UTC. A handoff counts on the day on which it began.
      </p>
      {none ? (
        <Empty icon="figures" title="No handoff began in this time">
          <p>Choose a longer time, or another inbox.</p>
        </Empty>
      ) : (
        <>
          {range.by === "day" && <DayCharts groups={answer.groups} range={range} />}
          <Tiles total={answer.total} definitions={answer.definitions} />
          <GroupTable groups={answer.groups} by={range.by} names={names} definitions={answer.definitions} />
        </>
      )}
    </>
  );
}

/** What a group is called: keys are days, inboxes' keys, topics and people's ids; the empty one is those without. */
function useGroupNames(by: GroupBy): Names {
  const { team } = useDesk();
  const inboxes = new Map(team.inboxes.value.map(({ key, name }) => [key, name]));
  return (key, name) => {
    if (by === "day") return dayInWords(key);
    if (by === "inbox") return inboxes.get(key) ?? name;
    if (by === "agent") return key ? name : "Nobody took it";
    return key ? humane(key) : "No topic";
  };
}

function Tools({ range, query }: { range: Range; query: Record<string, string> }) {
  const { team } = useDesk();
  const put = (change: Record<string, string>) => {
    const next = Object.fromEntries(Object.entries({ ...query, ...change }).filter(([, value]) => value));
    go({ page: "figures", query: next }, true);
  };
  return (
    <div class="tools">
      <div class="segments" role="group" aria-label="Time">
        {PRESETS.map(([key, name]) => (
          <button key={key} aria-pressed={range.days === key} onClick={() => put({ days: key, from: "", to: "" })}>
            {name}
          </button>
        ))}
        <button aria-pressed={range.days === "own"} onClick={() => put({ days: "", from: range.from, to: range.to })}>
          Other
        </button>
      </div>
      {range.days === "own" && (
        <div class="two">
          <label>
            From{" "}
            <input type="date" value={range.from} onChange={(event) => put({ from: event.currentTarget.value, to: range.to })} />
          </label>
          <label>
            to <input type="date" value={range.to} onChange={(event) => put({ from: range.from, to: event.currentTarget.value })} />
          </label>
        </div>
      )}
      <div class="segments" role="group" aria-label="By">
        {BY.map(([key, name]) => (
          <button key={key} aria-pressed={range.by === key} onClick={() => put({ by: key })}>
            {name}
          </button>
        ))}
      </div>
      {team.inboxes.value.length > 1 && (
        <Select
          quiet
          label="Inbox"
          value={range.inbox}
          options={[["", "Every inbox"], ...team.inboxes.value.map(({ key, name }): [string, string] => [key, name])]}
          onChange={(value) => put({ inbox: value })}
        />
      )}
    </div>
  );
}
