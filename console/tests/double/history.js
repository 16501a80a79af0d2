// A hundred days of past handoffs and what people did in the console, made up the same each time.

const DAY = 86_400_000;
const TOPICS = ["billing", "import", "refunds", "security", "invoices", ""];

/** Numbers from 0 to 1, the same for the same seed (Park and Miller's generator). */
function dice(seed) {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

export function pastHandoffs(now, people) {
  const roll = dice(20_261_121);
  const pick = (list) => list[Math.floor(roll() * list.length)];
  const agents = people.filter(({ role }) => role === "agent").slice(0, 4);
  const midnight = Math.floor(now / DAY) * DAY;
  const all = [];
  for (let ago = 99; ago >= 0; ago--) {
    const start = midnight - ago * DAY;
    const weekend = [0, 6].includes(new Date(start).getUTCDay());
    const count = weekend ? Math.floor(roll() * 3) : 7 + Math.floor(roll() * 9);
    for (let at = 0; at < count; at++) {
      const began = start + Math.floor((8 + roll() * 10) * 3_600_000);
      if (began < now) all.push(one(roll, pick, agents, began));
    }
  }
  return all;
}

function one(roll, pick, agents, began) {
  const agent = roll() < 0.94 ? pick(agents) : null;
  const taken_s = agent ? Math.round(8 + roll() * roll() * 260) : null;
  const replied_s = agent && roll() < 0.96 ? taken_s + Math.round(15 + roll() * 120) : null;
  const settled_s = replied_s !== null && roll() < 0.9 ? replied_s + Math.round(120 + roll() * roll() * 9000) : null;
  const messages = replied_s === null ? 0 : 1 + Math.floor(roll() * 5);
  const suggested = Math.floor(roll() * 2);
  const use = pick(["accepted", "accepted", "edited", "discarded"]);
  return {
    began,
    inbox: roll() < 0.85 ? "main" : "partners",
    topic: pick(TOPICS),
    agent: agent && { id: agent.id, name: agent.name },
    taken_s,
    replied_s,
    settled_s,
    ended_s: settled_s ?? (replied_s === null ? 900 : null),
    solved: roll() < 0.86,
    reopened: roll() < 0.07,
    stars: settled_s !== null && roll() < 0.4 ? pick([5, 5, 5, 4, 4, 3, 2]) : null,
    missed: roll() < 0.12 ? 1 : 0,
    messages,
    reasked: roll() < 0.08 ? Math.min(1, messages) : 0,
    suggestions: { accepted: 0, edited: 0, discarded: 0, [use]: suggested },
  };
}

/** Entries of the last days, oldest first: enough for a second page. */
export function pastActs(now) {
  const ref = (id, name) => ({ id, name });
  const [mara, jonas, lee, ada] = [ref("mara", "Mara Lindqvist"), ref("jonas", "Jonas Weber"), ref("lee", "Lee Park"), ref("ada", "Ada Okafor")];
  const week = { mon: [["09:00", "12:00"], ["13:00", "17:30"]], tue: [["09:00", "17:30"]], wed: [["09:00", "17:30"]], thu: [["09:00", "17:30"]], fri: [["09:00", "15:00"]], sat: [], sun: [] };
  const told = [
    [null, "person.added", "mara", { role: "admin" }],
    [mara, "person.invited", "i-1", { role: "supervisor" }],
    [jonas, "person.joined", "jonas", {}],
    [mara, "person.changed", "ada", { role: "agent", skills: ["imports", "english"], capacity: 6 }],
    [jonas, "queue.written", "q-billing", { id: "q-billing", name: "Billing", inbox: null, topics: ["billing", "refunds"], skills: [], members: ["ben"], important: { plans: ["business"], accounts: [] }, position: 1 }],
    [jonas, "hours.written", "main", { hours: { time_zone: "Europe/Berlin", week, holidays: [{ date: "2026-12-25", name: "Christmas", open: [] }] } }],
    [lee, "canned.written", "canned-1", { shortcut: "dates" }],
    [jonas, "conversation.taken_over", "two-factor", { from: "ben" }],
    [ada, "conversation.assigned", "import-104", { person: "ines", queue: null }],
    [jonas, "conversations.exported", "conversations", { conversations: 214 }],
    [null, "session.refused", "ben", { wrong: "password" }],
    [mara, "totp.on", "mara", {}],
    [mara, "person.revoked", "otto", { status: "revoked" }],
    [mara, "invitation.withdrawn", "i-2", {}],
  ];
  const daily = Array.from({ length: 60 }, (_, at) => [[ada, jonas, lee][at % 3], at % 5 === 4 ? "session.ended" : "session.begun", ["ada", "jonas", "lee"][at % 3], {}]);
  const all = [...daily, ...told];
  const step = (6 * DAY) / all.length;
  return all.map(([by, act, on, detail], at) => ({
    id: `a-${String(at + 1).padStart(6, "0")}`,
    at: new Date(now - (all.length - at) * step).toISOString(),
    by,
    act,
    on,
    detail,
  }));
}
