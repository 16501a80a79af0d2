import { expect, test } from "vitest";
import type { AuditEntry } from "../api/types.js";
import { actInWords, byInWords, conversationOf, detailLines, type Names } from "./words.js";

const names: Names = {
  person: (id) => ({ ben: "Ben", mara: "Mara" })[id] ?? null,
  inbox: (key) => ({ main: "Help" })[key] ?? null,
  queue: (id) => ({ q1: "Billing" })[id] ?? null,
};
const entry = (act: string, on: string, detail: Record<string, unknown> = {}, by: string | null = "mara"): AuditEntry => ({
  id: "1",
  at: "2026-11-21T12:00:00Z",
  by: by === null ? null : { id: by, name: names.person(by) ?? by },
  act,
  on,
  detail,
});

// Every act that the contract lists.
test.each<[AuditEntry, string]>([
  [entry("person.added", "ben", { role: "agent" }, null), "added Ben as agent"],
  [entry("person.invited", "i1", { role: "content_editor" }), "invited somebody as content editor"],
  [entry("person.invited", "i1", { role: "agent", email: "tom@example.com" }), "invited tom@example.com as agent"],
  [entry("key.ended", "main", { kid: "k-1" }), "ended the key k-1 of Help"],
  [entry("settings.changed", "nonesuch", { always_human: {}, color: {} }), "changed the settings of nonesuch: always human, color"],
  [entry("person.joined", "mara"), "accepted an invitation and joined"],
  [entry("person.changed", "ben", { role: "analyst", skills: [] }), "changed Ben: role is now analyst, skills"],
  [entry("person.changed", "mara", { name: "changed" }), "changed their own account: name"],
  [entry("person.revoked", "ben"), "took the access of Ben away"],
  [entry("person.restored", "nobody"), "gave somebody access again"],
  [entry("invitation.withdrawn", "i1"), "withdrew an invitation"],
  [entry("session.begun", "mara"), "signed in"],
  [entry("session.refused", "ben", { wrong: "code" }, null), "was refused as Ben: the code was wrong"],
  [entry("session.ended", "mara"), "signed out"],
  [entry("password.changed", "mara"), "changed their password"],
  [entry("totp.on", "mara"), "turned their second factor on"],
  [entry("totp.off", "mara"), "turned their second factor off"],
  [entry("queue.written", "q1", { name: "Billing" }), "wrote the queue “Billing”"],
  [entry("queue.deleted", "q9"), "deleted a queue"],
  [entry("hours.written", "main", { hours: null }), "set the hours of Help: always open"],
  [entry("conversation.taken_over", "c1", { from: "ben" }), "took a conversation over from Ben"],
  [entry("conversation.assigned", "c1", { person: null, queue: "q1" }), "passed a conversation to “Billing”"],
  [entry("conversation.assigned", "c1", { person: null, queue: null }), "passed a conversation to the inbox itself"],
  [entry("conversations.exported", "conversations", { conversations: 3 }), "exported 3 conversations"],
  [entry("canned.written", "k", { shortcut: "hi" }), "wrote the canned reply /hi"],
  [entry("canned.deleted", "k"), "deleted a canned reply"],
  [entry("moon.landed", "k"), "moon landed"],
])("$act", (one, words) => expect(actInWords(one, names)).toBe(words));

test("who has no name is told apart", () => {
  expect(byInWords(entry("session.refused", "ben", {}, null))).toBe("Somebody");
  expect(byInWords(entry("person.added", "ben", {}, null))).toBe("The command line");
});

test("what was about a conversation leads there, an export of many does not", () => {
  expect(conversationOf(entry("conversation.assigned", "c1"))).toBe("c1");
  expect(conversationOf(entry("conversations.exported", "c1"))).toBe("c1");
  expect(conversationOf(entry("conversations.exported", "conversations"))).toBeNull();
  expect(conversationOf(entry("queue.written", "q1"))).toBeNull();
});

test("particulars are names and words, and what is not known here stands as it is", () => {
  const lines = detailLines(entry("queue.written", "q1", { members: ["ben", "x"], inboxes: [], odd: { a: 1 } }), names);
  expect(lines.slice(0, 3)).toEqual([
    ["Members", "Ben, x"],
    ["Inboxes", "All"],
    ["Odd", '{"a":1}'],
  ]);
  expect(lines.at(-3)).toEqual(["Act", "queue.written"]);
});
