import { expect, test } from "vitest";
import { accepted, kinds, MOST_FILES, refusal, sizeOf, typeOf } from "./limits.js";

const limits = { max_bytes: 1000, media_types: ["image/png", "text/plain", "text/csv"] };
const file = (name: string, type: string, size = 10) => ({ name, type, size });

test.each([
  [file("a.png", "image/png"), 0, null],
  [file("a.png", "image/png", 1001), 0, "large"],
  [file("a.png", "image/png"), MOST_FILES, "many"],
  [file("a.svg", "image/svg+xml"), 0, "type"],
  [file("a.html", "text/html"), 0, "type"],
  [file("sheet.CSV", "application/vnd.ms-excel"), 0, null],
  [file("notes.log", ""), 0, null],
  [file("folder", ""), 0, "type"],
])("%o with %i others: %s", (each, count, why) => expect(refusal(each, limits, count)).toBe(why));

test("what systems call it is what the server calls it", () => {
  expect(typeOf(file("a.csv", "application/vnd.ms-excel"))).toBe("text/csv");
  expect(typeOf(file("a.csv.png", "image/png"))).toBe("image/png");
  expect(accepted(limits)).toBe("image/png,text/plain,text/csv,.csv,.log,.md,.txt");
  expect(kinds(limits)).toBe("PNG, TXT, CSV");
});

test("sizes in the contact's language", () => {
  expect(sizeOf(10 * 2 ** 20, "en")).toBe("10 MB");
  expect(sizeOf(1.5 * 2 ** 20, "de")).toBe("1,5 MB");
  expect(sizeOf(3, "en")).toBe("1 kB");
});
