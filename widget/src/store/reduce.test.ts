import { describe, expect, test } from "vitest";
import type { LogEvent } from "../api/types.js";
import { reduce } from "./reduce.js";
import { rows, type Row, type RowOptions } from "./rows.js";
import { initial, type Action, type Message, type State } from "./state.js";

const at = "2026-11-21T10:00:00Z";
const event = (seq: number, kind: string, body: object): Action => ({ type: "event", event: { seq, at, kind, body } as LogEvent });
const said = (seq: number, author: string, text: string, more = {}) =>
  event(seq, "message.created", { message_id: `m${seq}`, author, text, ...more });
const queued = (clientId: string, text = clientId): Action => ({ type: "queued", clientId, text, at });
const run = (...actions: Action[]): State => actions.reduce(reduce, initial("talk"));
const texts = (state: State) => state.entries.map((entry) => (entry.kind === "message" ? entry.text : entry.what));
const options: RowOptions = { known: true, day: (when) => when.slice(0, 10) };
const deliveries = (state: State) => state.entries.map((entry) => (entry as Message).delivery);

describe("a message of one's own", () => {
  test("is there at once, delivered when accepted, and the same when its event comes", () => {
    const waiting = run(queued("a"));
    expect(deliveries(waiting)).toEqual(["sending"]);
    const accepted = reduce(waiting, { type: "accepted", clientId: "a" });
    expect(deliveries(accepted)).toEqual(["delivered"]);
    const settled = reduce(accepted, said(2, "contact", "a", { client_id: "a" }));
    expect(settled.entries).toHaveLength(1);
    expect(settled.entries[0]!.key).toBe(waiting.entries[0]!.key);
  });

  test("settles whether the event or the acceptance comes first", () => {
    const event = said(2, "contact", "a", { client_id: "a" });
    const accepted: Action = { type: "accepted", clientId: "a" };
    expect(run(queued("a"), event, accepted).entries).toEqual(run(queued("a"), accepted, event).entries);
  });

  test("waits below what came meanwhile, and takes its place when it has one", () => {
    const state = run(queued("a"), queued("b"), said(2, "ai_agent", "reply"), said(3, "contact", "b", { client_id: "b" }));
    expect(texts(state)).toEqual(["reply", "b", "a"]);
  });

  test("is queued once, however often it is said", () => {
    expect(run(queued("a"), queued("a")).entries).toHaveLength(1);
  });

  test("that was refused says why, and can be dropped", () => {
    const problem = { type: "/problems/text-too-long", title: "", status: 422, detail: "too long" };
    const state = run(queued("a"), { type: "refused", clientId: "a", problem });
    expect(state.entries[0]).toMatchObject({ delivery: "refused", problem });
    expect(reduce(state, { type: "dropped", clientId: "a" }).entries).toEqual([]);
  });
});

describe("events", () => {
  test("that came before are not taken twice", () => {
    const once = run(said(2, "ai_agent", "x"));
    expect(reduce(once, said(2, "ai_agent", "x"))).toBe(once);
    expect(once.seen).toBe(2);
  });

  test("of a kind that is not known are passed over, and counted", () => {
    const state = run(event(5, "conversation.tagged", {}));
    expect(state.seen).toBe(5);
    expect(state.entries).toEqual([]);
  });

  test("carry the phase: handed over, settled, opened again by writing", () => {
    const handed = run(event(3, "conversation.escalated", { reason: "asks_for_person", topic: null }));
    expect(handed.phase).toBe("open");
    const settled = reduce(handed, event(4, "conversation.resolved", { resolution: "confirmed" }));
    expect(settled.phase).toBe("resolved");
    expect(reduce(settled, event(5, "conversation.reopened", {})).phase).toBe("pending");
    expect(run(event(3, "turn.failed", { message_id: "m" })).phase).toBe("open");
  });

  test("of a guide are kept by step", () => {
    const step = { guide: "g", step: "one", outcome: "completed" };
    expect(run(event(3, "guide.step_completed", step)).steps).toEqual({ g: { one: "completed" } });
  });

  test("that are older go before, and leave the phase alone", () => {
    let state = initial("talk", 10);
    state = reduce(state, said(11, "ai_agent", "new"));
    const old = { seq: 2, at, kind: "message.created", body: { message_id: "m2", author: "ai_agent", text: "old" } };
    state = reduce(state, { type: "earlier", events: [old as LogEvent], from: 0 });
    expect(texts(state)).toEqual(["old", "new"]);
    expect([state.seen, state.from]).toEqual([11, 0]);
  });
});

describe("what is being made", () => {
  const piece = (at: number, text: string, message_id = "q"): Action => ({ type: "provisional", message_id, at, text });
  const text = (...pieces: Action[]) => run(...pieces).forming?.text;

  test("grows by whole sentences until the message takes its place", () => {
    const state = run({ type: "typing", author: "ai_agent" }, piece(0, "Free: 10."), piece(1, " Plus: 250."));
    expect(state.forming?.text).toBe("Free: 10. Plus: 250.");
    expect(rows(state, options).at(-1)).toMatchObject({ key: "typing", author: "ai_agent", text: "Free: 10. Plus: 250." });
    const made = reduce(state, said(2, "ai_agent", "Free: 10 invoices."));
    expect([made.forming, made.typing]).toEqual([null, null]);
    expect(texts(made)).toEqual(["Free: 10 invoices."]);
  });

  test("begins anew with the first piece, and shows nothing with a hole in it", () => {
    expect(text(piece(0, "One."), piece(1, " Two."), piece(0, "Other."))).toBe("Other.");
    expect(text(piece(1, " Two."))).toBeUndefined();
    expect(text(piece(0, "One."), piece(2, " Three."))).toBe("One.");
    expect(text(piece(0, "One."), piece(0, "One."), piece(1, " Two."), piece(1, " Two."))).toBe("One. Two.");
    expect(text(piece(0, "One."), piece(1, " Two.", "other"))).toBe("One.");
  });

  test("stays while the contact writes on, and ends with any end of the turn", () => {
    const state = run(piece(0, "One."), said(2, "contact", "and?"), queued("b"));
    expect(state.forming?.text).toBe("One.");
    for (const [kind, body] of [["conversation.escalated", { reason: "low_confidence" }], ["conversation.resolved", {}], ["turn.failed", {}]] as const)
      expect(reduce(state, event(3, kind, body)).forming).toBeNull();
  });

  test("is not taken up where people have the conversation: nothing would end it", () => {
    expect(text(event(2, "conversation.escalated", { reason: "low_confidence" }), piece(0, "One."))).toBeUndefined();
  });

  test("is no longer claimed when the line breaks", () => {
    const state = run({ type: "typing", author: "ai_agent" }, piece(0, "One."), { type: "link", link: "waiting", problem: null });
    expect([state.typing, state.forming]).toEqual([null, null]);
    expect(reduce(state, piece(1, " Two.")).forming).toBeNull();
  });
});

describe("how long until a person is there", () => {
  const waiting = { people: "waiting", ahead: 2, wait_s: 240, open: true, back_at: null } as const;
  const handed = event(2, "conversation.escalated", { reason: "asks_for_person", topic: null });

  test("is shown while the contact waits, and no longer when anything moved", () => {
    const state = run(handed, { type: "waiting", waiting });
    expect(rows(state, options).at(-1)).toMatchObject({ kind: "waiting", waiting });
    expect(reduce(state, event(3, "conversation.assigned", { by: { id: "p", name: "Marta" } })).waiting).toBeNull();
    expect(reduce(state, said(3, "human_agent", "Hi")).waiting).toBeNull();
    expect(reduce(state, said(3, "contact", "still there?")).waiting).toEqual(waiting);
  });

  test("is not where a person is there", () => {
    const state = run(handed, { type: "waiting", waiting: { ...waiting, people: "there" } });
    expect(rows(state, options).some(({ kind }) => kind === "waiting")).toBe(false);
  });
});

describe("rows", () => {
  const kinds = (state: State) => rows(state, options).map((row) => row.kind);
  const row = <K extends Row["kind"]>(state: State, kind: K) =>
    rows(state, options).findLast((each): each is Extract<Row, { kind: K }> => each.kind === kind)!;
  const answer = { turn: { id: "t", outcome: "answer", confidence: 0.9, citations: [], options: [], guide: null } };

  test("begin with the greeting, or with the way to what is older", () => {
    expect(kinds(initial(null))).toEqual(["start"]);
    expect(kinds(initial("talk", 10))).toEqual(["earlier"]);
  });

  test("ask whether an answer helped, and only while the agent has the conversation", () => {
    const state = run(said(2, "contact", "q", { client_id: "q" }), said(3, "ai_agent", "a", answer));
    expect(kinds(state)).toEqual(["start", "day", "message", "message", "solved"]);
    expect(kinds(reduce(state, event(4, "conversation.escalated", { reason: "x", topic: null })))).not.toContain("solved");
  });

  test("show what a person sends along, by name, and ask of nobody's guide whether it helped", () => {
    const by = { id: "p", name: "Ines" };
    const guide = { id: "g", title: "Send it", summary: "", steps: [] };
    const state = run(
      event(2, "conversation.assigned", { by }),
      said(3, "human_agent", "Look here", { by, guide, citations: [] }),
    );
    expect(kinds(state)).toEqual(["start", "day", "note", "message"]);
    expect(row(state, "note").note).toMatchObject({ what: "assigned", reason: "Ines" });
    expect(row(state, "message").message).toMatchObject({ by: "Ines", turn: { guide } });
    expect(reduce(state, event(4, "conversation.handed_back", {})).phase).toBe("pending");
  });

  test("ask for a rating when it is settled", () => {
    expect(kinds(run(event(3, "conversation.resolved", { resolution: "assumed" })))).toContain("rating");
  });

  test("say of a turn what was pressed here, then that it was heard, as on another device", () => {
    const asked = run(said(2, "contact", "q", { client_id: "q" }), said(3, "ai_agent", "a", answer));
    expect(row(asked, "solved").said).toBeUndefined();
    const frame = { type: "judgement" as const, client_id: "j", turn: "t", solved: false };
    const pressed = reduce(asked, { type: "said", frame });
    expect(row(pressed, "solved").said).toEqual({ what: false, heard: false });
    const accepted = reduce(pressed, { type: "accepted", clientId: "j" });
    expect(row(accepted, "solved").said).toEqual({ what: false, heard: true });
    const elsewhere = reduce(asked, event(4, "turn.judged", { turn: "t", solved: false }));
    expect(row(elsewhere, "solved").said).toEqual({ what: false, heard: true });
    expect(kinds(reduce(accepted, said(5, "contact", "again", { client_id: "r" })))).not.toContain("solved");
  });

  test("show a rating as it was given, and ask anew where it was refused", () => {
    const settled = run(event(3, "conversation.resolved", { resolution: "confirmed" }));
    const frame = { type: "rating" as const, client_id: "r", stars: 4, comment: "Quick!" };
    const sent = reduce(settled, { type: "said", frame });
    expect(row(sent, "rating").rated).toMatchObject({ what: { stars: 4 }, heard: false });
    const problem = { type: "/problems/field-wrong", title: "", status: 422, detail: "" };
    expect(row(reduce(sent, { type: "refused", clientId: "r", problem }), "rating")).toMatchObject({ rated: null, refused: true });
    const elsewhere = reduce(settled, event(4, "conversation.rated", { stars: 2, comment: null }));
    expect(row(elsewhere, "rating").rated).toEqual({ what: { stars: 2 }, heard: true });
  });

  test("say that a message was read: by a mark of people, by typing, or by a reply", () => {
    const sent = run(queued("a"), said(2, "contact", "a", { client_id: "a" }));
    expect(row(sent, "message").read).toBe(false);
    expect(row(reduce(sent, { type: "read", seq: 2 }), "message").read).toBe(true);
    expect(row(reduce(sent, { type: "read", seq: 1 }), "message").read).toBe(false);
    expect(row(reduce(sent, { type: "typing", author: "ai_agent" }), "message").read).toBe(true);
    const first = (state: State) => rows(state, options).find((each) => each.kind === "message");
    expect(first(reduce(sent, said(3, "human_agent", "b")))).toMatchObject({ read: true });
  });
});
