// @vitest-environment jsdom
import { render } from "preact";
import { act } from "preact/test-utils";
import { createElement } from "preact";
import { afterEach, beforeEach, expect, test } from "vitest";
import { arrived, runKey, useCommands, type Command } from "./commands.js";

const done: string[] = [];
const command = (keys: string, of?: string): Command => ({
  id: keys,
  title: keys,
  group: "Test",
  keys,
  ...(of && { of }),
  run: () => void done.push(`${keys} ${of ?? ""}`.trim()),
});
let root: HTMLElement;

function Screen({ all }: { all: Command[] }) {
  useCommands(() => all, [all]);
  return null;
}
const show = (...all: Command[]) => act(() => render(createElement(Screen, { all }), root));
const press = (key: string, open: string | null) => runKey(new KeyboardEvent("keydown", { key }), open);

beforeEach(() => {
  done.length = 0;
  root = document.createElement("div");
});
afterEach(() => act(() => render(null, root)));

test("a key for a conversation that is on its way is done when it is there, once", async () => {
  await show(command("j"));
  expect(press("r", "a")).toBe(true);
  expect(done).toEqual([]);
  await show(command("j"), command("r", "a"));
  const leave = arrived("a");
  expect(done).toEqual(["r a"]);
  leave();
  arrived("a")();
  expect(done).toEqual(["r a"]);
});

test("it is for the conversation that it was meant for, and for no other", async () => {
  await show(command("j"), command("r", "a"));
  const leave = arrived("a");
  // The address names b already; what is drawn still is a.
  press("r", "b");
  expect(done).toEqual([]);
  leave();
  await show(command("r", "c"));
  arrived("c")();
  expect(done).toEqual([]);
});

test("of many keys the first waits: the rest was meant for what it opens", async () => {
  await show();
  for (const key of ["n", "o", "e"]) press(key, "a");
  await show(command("n", "a"), command("o", "a"), command("e", "a"));
  arrived("a")();
  expect(done).toEqual(["n a"]);
});

test("what has its command is done at once, and Tab, Enter and the like are the browser's", async () => {
  await show(command("j"));
  expect(press("j", "a")).toBe(true);
  expect(done).toEqual(["j"]);
  for (const key of ["Tab", "Enter", " ", "ArrowDown"]) expect(press(key, "a")).toBe(false);
  expect(press("r", null)).toBe(false);
});

test("who has begun to write meanwhile is not interrupted", async () => {
  await show();
  press("e", "a");
  const field = document.body.appendChild(document.createElement("textarea"));
  field.focus();
  await show(command("e", "a"));
  arrived("a")();
  expect(done).toEqual([]);
  field.remove();
});
