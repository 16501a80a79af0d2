import { expect, test } from "vitest";
import type { Piece } from "../api/types.js";
import { endsForming, grown } from "./forming.js";

const piece = (at: number, text: string, message_id = "m"): Piece => ({ message_id, at, text });
const run = (...pieces: Piece[]) => pieces.reduce<Piece | null>(grown, null)?.text;

test("a reply grows piece by piece, and begins anew with the first", () => {
  expect(run(piece(0, "One."), piece(1, " Two."))).toBe("One. Two.");
  expect(run(piece(0, "One."), piece(1, " Two."), piece(0, "Other."))).toBe("Other.");
});

test("it has no holes, nothing twice, and nothing of another reply", () => {
  expect(run(piece(1, " Two."))).toBeUndefined();
  expect(run(piece(0, "One."), piece(2, " Three."))).toBe("One.");
  expect(run(piece(0, "One."), piece(1, " Two."), piece(1, " Two."))).toBe("One. Two.");
  expect(run(piece(0, "One."), piece(1, " Two.", "other"))).toBe("One.");
});

test.each([
  ["message.created", { author: "ai_agent" }, true],
  ["message.created", { author: "human_agent" }, true],
  ["message.created", { author: "contact" }, false],
  ["conversation.escalated", {}, true],
  ["conversation.resolved", {}, true],
  ["turn.failed", {}, true],
  ["people.note", {}, false],
])("%s of %j ends it: %s", (kind, body, ends) => {
  expect(endsForming({ seq: 1, at: "", kind, body })).toBe(ends);
});
