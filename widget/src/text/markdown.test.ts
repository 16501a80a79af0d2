// @vitest-environment jsdom
import { expect, test } from "vitest";
import type { Turn } from "../api/types.js";
import { allowHosts, markdown } from "./markdown.js";
import { withSources } from "./marks.js";

const allows = allowHosts(["docs.example.com", "*.tallybook.test"]);
const html = (text: string) =>
  markdown(text, { allows, marked: (at) => document.createTextNode(`[${at + 1}]`) })
    .map((node) => node.outerHTML)
    .join("");

test.each([
  ["one line", "<p>one line</p>"],
  ["two\nlines\n\nand another", "<p>two<br>lines</p><p>and another</p>"],
  ["**bold** and `code` and 2 * 3 * 4", "<p><strong>bold</strong> and <code>code</code> and 2 * 3 * 4</p>"],
  ["- a\n- b", "<ul><li>a</li><li>b</li></ul>"],
  ["1. a\n2. b\nafter", "<ol><li>a</li><li>b</li></ol><p>after</p>"],
  ["3) third", '<ol start="3"><li>third</li></ol>'],
  ["```\n<b>x</b>\n```", '<pre tabindex="0"><code>&lt;b&gt;x&lt;/b&gt;</code></pre>'],
  ["snake_case_name and 5 * 3", "<p>snake_case_name and 5 * 3</p>"],
  ["", ""],
])("%j", (text, expected) => expect(html(text)).toBe(expected));

test("a link leads to an allowed host, elsewhere it stays text", () => {
  expect(html("[docs](https://docs.example.com/a)")).toMatch(/^<p><a href="https:\/\/docs\.example\.com\/a" target="_blank"/);
  expect(html("See https://eu.tallybook.test/x.")).toMatch(/x<\/a>\.<\/p>$/);
  for (const text of [
    "[docs](https://evil.example/a)",
    "[docs](javascript:alert(1))",
    "[docs](https://docs.example.com@evil.example/)",
    "https://docs.example.com.evil.example/",
    "[x](data:text/html,hi)",
  ])
    expect(html(text)).not.toContain("<a");
});

test("HTML is text", () => {
  const text = '<img src=x onerror="alert(1)"><script>alert(1)</script>';
  expect(html(text)).toBe(`<p>${text.replace(/</g, "&lt;").replace(/>/g, "&gt;")}</p>`);
});

test("numbers stand behind the sentences that a source supports", () => {
  const turn = {
    citations: [{ quote: "Free: 10" }, { quote: "Plus: 250" }],
    sentences: [
      { text: "Free has 10.", citation: 0 },
      { text: "Plus has 250.", citation: 1 },
      { text: "No source.", citation: 7 },
    ],
  } as Turn;
  expect(html(withSources("Free has 10. Plus has 250. No source.", turn))).toBe(
    "<p>Free has 10.[1] Plus has 250.[2] No source.</p>",
  );
});

test("a text cannot bring marks of its own", () => expect(html(withSources("a\ue000b", null))).toBe("<p>ab</p>"));

test("thousands of beginnings without an end take no time", () => {
  const start = performance.now();
  html("[".repeat(8000) + "`".repeat(8000) + "**x".repeat(200) + "[x](".repeat(2000));
  expect(performance.now() - start).toBeLessThan(1000);
});
