// What is missing: questions that found no good answer, in groups, with a way to write one; what people answered instead; and
// articles that want a look.

import { useDesk } from "../shell/context.js";
import { go, type Place } from "../shell/router.js";
import { Select } from "../ui/field.js";
import { PageHead } from "../ui/page.js";
import { Segments } from "../ui/segments.js";
import { AnsweredByPeople, Unanswered } from "./lists.js";

const PARTS = [
  ["", "Not answered well"],
  ["answered", "Answered by people"],
] as const;
const DAYS = ["7", "14", "30", "90"].map((key) => [key, `${key} days`] as const);

export function GapsPage({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const { team } = useDesk();
  const { part = "", inbox = "" } = at.query;
  const usual = part === "answered" ? "30" : "7";
  const { days = usual } = at.query;
  const put = (change: Record<string, string>) => {
    const query = { part, days: days === usual ? "" : days, inbox, ...change };
    go({ page: "gaps", query: Object.fromEntries(Object.entries(query).filter(([, value]) => value)) }, true);
  };
  return (
    <div class="page wide">
      <PageHead title="What is missing" openDrawer={openDrawer} />
      <div class="page-body">
        <div class="tools">
          <Segments label="Part" value={part} options={PARTS} onChange={(key) => put({ part: key, days: "" })} />
          <Segments label="Time" value={days} options={DAYS} onChange={(key) => put({ days: key })} />
          {team.inboxes.value.length > 1 && (
            <Select
              quiet
              label="Inbox"
              value={inbox}
              options={[["", "Every inbox"], ...team.inboxes.value.map(({ key, name }): [string, string] => [key, name])]}
              onChange={(key) => put({ inbox: key })}
            />
          )}
        </div>
        {part === "answered" ? <AnsweredByPeople days={days} inbox={inbox} /> : <Unanswered days={days} inbox={inbox} />}
      </div>
    </div>
  );
}
