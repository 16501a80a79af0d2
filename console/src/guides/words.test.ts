import { expect, test } from "vitest";
import type { GuideRow, WrittenStep } from "../api/types.js";
import { plain, template } from "./template.js";
import { conditionsWords, guideId, idProblem, lineOf, marksOf, problemWords, stepWords, targetWords, titleIn } from "./words.js";

const row = (change: Partial<GuideRow>): GuideRow => ({
  id: "a",
  title: "A",
  summary: "",
  source: "console",
  state: "published",
  version: 3,
  draft: null,
  steps: 2,
  product_area: null,
  article: null,
  updated_at: "2026-01-01T10:00:00Z",
  by: null,
  ...change,
});
const marks = (change: Partial<GuideRow>) => marksOf(row(change)).map(({ words }) => words);

test("states are told apart", () => {
  expect(marks({})).toEqual(["Published"]);
  expect(marks({ draft: 4 })).toEqual(["Published", "Draft waiting"]);
  expect(marks({ state: "draft", version: null, draft: 1 })).toEqual(["Draft"]);
  expect(marks({ state: "archived", version: null })).toEqual(["Archived"]);
  expect(marksOf(row({ version: null }))[0]!.hint).toBe("It is what contacts are offered");
});

test("an element in words", () => {
  expect(targetWords({ role: "button", name: "Invite teammate", test_id: "team-invite" })).toBe("the button “Invite teammate”");
  expect(targetWords({ role: "textbox", name: "Work email", heading: "Invite" })).toBe("the field “Work email” under “Invite”");
  expect(targetWords({ test_id: "nav" })).toBe("the element with the test id `nav`");
  expect(targetWords({ text: "Total", css: ".sum" })).toBe("the element that says “Total”");
  expect(targetWords({ css: "#a > b" })).toBe("the element that `#a > b` finds");
  expect(targetWords({ role: "slider", name: null })).toBe("the slider");
});

test("a step in words", () => {
  const step = (action: string, target: WrittenStep["target"] = null) =>
    stepWords({ id: "a", instruction: "", action: action as WrittenStep["action"], target });
  const link = { role: "link", name: "Team" };
  expect(step("click", link)).toBe("Click the link “Team”");
  expect(step("input", { role: "textbox", name: "To" })).toBe("Fill in the field “To”");
  expect(step("select", { role: "combobox", name: "Role" })).toBe("Choose from the list “Role”");
  expect(step("select", { role: "radio", name: "Customers" })).toBe("Pick the choice “Customers”");
  expect(step("navigate")).toBe("Go to another page");
  expect(step("navigate", link)).toBe("Go to another page by the link “Team”");
  expect(step("observe", { role: null })).toBe("Look at the page");
  expect(step("drag", link)).toBe("drag the link “Team”");
});

test("what must hold, in words", () => {
  expect(conditionsWords([])).toBeNull();
  expect(conditionsWords(undefined)).toBeNull();
  expect(
    conditionsWords([{ route: "/settings/*" }, { element: { role: "link", name: "Team" } }, { text: "Sent" }, { event: "x.sent" }]),
  ).toBe("the page is one of `/settings/*`, the link “Team” is there, the page says “Sent” and the product announces `x.sent`");
  expect(conditionsWords([{ route: "/team" }])).toBe("the page is `/team`");
  expect(conditionsWords([{ colour: "red" } as never])).toBe("something that this console does not know");
});

const TEXT = "id: a\nsteps:\n  - id: one\n    action: click\n  - id: two # the second\n  - id: two\n";

test("the line that a problem is about", () => {
  expect(lineOf("guides/a.yaml: steps: invalid type at line 2 column 3; see docs/content.md for the fields of a guide", TEXT)).toBe(2);
  expect(lineOf("did not find expected key at line 99 column 1", TEXT)).toBe(7);
  expect(lineOf("guides/a.yaml: step `one` has no target; say at least its role and name", TEXT)).toBe(3);
  expect(lineOf("two steps have the id `two`; give each its own", TEXT)).toBe(6);
  expect(lineOf("it has no steps; add at least one", TEXT)).toBeNull();
});

test("a problem without what only says which file", () => {
  expect(problemWords("guides/a.yaml: unknown field `x` at line 2 column 3; see docs/content.md for the fields of a guide")).toBe(
    "Unknown field `x` at line 2 column 3",
  );
  expect(problemWords("guides/a.yaml: steps[0].instruction: invalid type: unit value, expected a string at line 2 column 3")).toBe(
    "`steps[0].instruction` is empty; write something there, at line 2 column 3",
  );
  expect(problemWords("steps[0].action: unknown variant `press`")).toBe("steps[0].action: unknown variant `press`");
});

test("the title of a text that cannot be read", () => {
  expect(titleIn("id: a\ntitle: Change it # now\nsteps")).toBe("Change it");
  expect(titleIn('title: "Why: this"')).toBe("Why: this");
  expect(titleIn("title:\nsummary: x")).toBeNull();
  expect(titleIn("")).toBeNull();
});

test("an id is suggested from the title, and a wrong one is said to be", () => {
  expect(guideId("  Why won’t it Send?  ")).toBe("why-wont-it-send");
  expect(guideId("Éléments à 日本 payer")).toBe("elements-a-payer");
  expect(idProblem("invite-teammate")).toBeNull();
  for (const id of ["", "A", "a b", "a_b", "new", "x".repeat(101)]) expect(idProblem(id)).not.toBeNull();
});

test("a template begins with what is known, in quotes where it must", () => {
  expect(template("a", "Set it up", "")).toMatch(/^id: a\ntitle: Set it up\n[^]*^product_area:\n/m);
  expect(template("a", "Why: this", "team & roles")).toMatch(/^title: "Why: this"\n[^]*^product_area: team & roles\n/m);
  expect([plain("yes"), plain("12"), plain(" a"), plain("12 ways"), plain("- a")]).toEqual(['"yes"', '"12"', '" a"', "12 ways", '"- a"']);
});
