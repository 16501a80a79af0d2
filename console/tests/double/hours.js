// Business hours: checked, and when people are there (again), in the zone of where they are.

import { wrong } from "./fields.js";

const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const HORIZON = 400;

const minutes = (time) => {
  const found = /^(\d\d):(\d\d)$/.exec(time);
  const at = found ? Number(found[1]) * 60 + Number(found[2]) : NaN;
  return Number.isNaN(at) || Number(found[2]) > 59 || at > 1440 ? wrong(`\`${time}\` is not a time; write it as 09:00, at most 24:00.`) : at;
};

function checkDay(name, spans) {
  for (const [from, to] of spans)
    if (minutes(from) >= minutes(to)) wrong(`${from} to ${to} ends before it begins; cut it at 24:00 and go on with the next day.`);
  if (spans.some(([from], at) => at > 0 && minutes(from) < minutes(spans[at - 1][1])))
    wrong(`the spans of ${name} overlap or are not in order.`);
}

export function check({ time_zone, week, holidays }) {
  try {
    new Intl.DateTimeFormat("en", { timeZone: time_zone });
  } catch {
    wrong(`\`${time_zone}\` is not a time zone; use a name like Europe/Berlin.`);
  }
  for (const day of DAYS) checkDay(day, week[day]);
  for (const [at, { date, open }] of holidays.entries()) {
    checkDay(date, open);
    if (holidays.findIndex((one) => one.date === date) !== at) wrong(`the holiday ${date} is there twice.`);
  }
}

/** How far a zone is ahead of UTC at a time, in milliseconds. */
function ahead(zone, at) {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, hourCycle: "h23", dateStyle: "short", timeStyle: "medium" }).format(at);
  return Date.parse(`${parts.replace(", ", "T")}Z`) - Math.floor(at / 1000) * 1000;
}

function instant(date, minute, zone) {
  const wall = Date.parse(`${date}T00:00:00Z`) + minute * 60_000;
  return wall - ahead(zone, wall - ahead(zone, wall));
}

/** When people are there again: `now` itself where they are, null where they are not within a year. */
export function opensAt({ time_zone, week, holidays }, now) {
  const today = new Date(now + ahead(time_zone, now)).toISOString().slice(0, 10);
  for (let day = 0; day < HORIZON; day++) {
    const at = new Date(Date.parse(`${today}T00:00:00Z`) + day * 86_400_000);
    const date = at.toISOString().slice(0, 10);
    const spans = holidays.find((one) => one.date === date)?.open ?? week[DAYS[(at.getUTCDay() + 6) % 7]];
    for (const [from, to] of spans)
      if (instant(date, minutes(to), time_zone) > now) return Math.max(now, instant(date, minutes(from), time_zone));
  }
  return null;
}

export function inboxView(inbox, now) {
  const opens = inbox.hours ? opensAt(inbox.hours, now) : now;
  const open = opens === now;
  return { ...inbox, open, back_at: open || opens === null ? null : new Date(opens).toISOString() };
}
