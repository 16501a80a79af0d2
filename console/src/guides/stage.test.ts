import { expect, test } from "vitest";
import type { WrittenGuide } from "../api/types.js";
import { castFor, keyOf, ownerOf, play } from "./stage.js";

const GUIDE: WrittenGuide = { id: "a", title: "A", summary: "", questions: ["q"], steps: [{ id: "s", instruction: "Do it.", action: "observe" }] };
const STAGE = { inbox: "tallybook", role: "owner", plan: "plus", owner: "c1" };

test("somebody plays it whom it is for", () => {
  expect(castFor()).toEqual({ role: "owner", plan: "plus" });
  expect(castFor({ roles: ["member", "admin"], plans: ["free"] })).toEqual({ role: "admin", plan: "free" });
  expect(castFor({ roles: ["astronaut"], plans: ["enterprise"] })).toEqual({ role: "owner", plan: "plus" });
});

test("an owner is named as the widget names them", () => {
  const token = (sub: string) => `h.${btoa(JSON.stringify({ sub })).replace(/=/g, "")}.s`;
  expect(ownerOf(token("desk-owner-plus"))).toBe("c51q4zp");
  expect(ownerOf(token("desk-owner-free"))).not.toBe(ownerOf(token("desk-owner-plus")));
  expect(ownerOf("no token")).toMatch(/^c\w+$/);
});

function browser(opens: boolean, full = false) {
  const kept = new Map<string, string>();
  const seen: string[] = [];
  const opened = { opener: "console" as unknown };
  const setItem = (key: string, value: string) => {
    if (full) throw new Error("full");
    kept.set(key, value);
  };
  const open = (url: string) => {
    seen.push(url, kept.get(keyOf(STAGE)) ?? "");
    return opens ? opened : null;
  };
  return { kept, seen, opened, surroundings: { sessionStorage: { setItem, removeItem: (key: string) => void kept.delete(key) }, localStorage: { setItem }, open } };
}

test("the new tab begins with the guide, and this one keeps nothing of it", () => {
  const { kept, seen, opened, surroundings } = browser(true);
  expect(play(GUIDE, STAGE, surroundings)).toBe("playing");
  expect(seen[0]).toBe("/tallybook/?role=owner&plan=plus");
  const { at, ...rest } = JSON.parse(seen[1]!) as { at: number };
  expect(rest).toEqual({ guide: { id: "a", title: "A", summary: "", steps: GUIDE.steps }, step: 0 });
  expect(Math.abs(at - Date.now())).toBeLessThan(1000);
  expect([...kept.keys()]).toEqual(["usher.tallybook.console.conversation"]);
  expect(opened.opener).toBeNull();
});

test("where the browser refuses, it is said how", () => {
  const blocked = browser(false);
  expect(play(GUIDE, STAGE, blocked.surroundings)).toBe("blocked");
  expect(blocked.kept.has(keyOf(STAGE))).toBe(false);
  expect(play(GUIDE, STAGE, browser(true, true).surroundings)).toBe("refused");
});
