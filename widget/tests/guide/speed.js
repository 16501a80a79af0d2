// How long one look takes on a page of 6,000 elements: `npm run speed`. Times are printed and not judged: they are the machine's.

import { after, before, test } from "node:test";
import { bundle, startBrowser } from "./browser.js";

let browser, script;
before(async () => {
  browser = await startBrowser();
  script = await bundle(`export * from "./src/page/index"; export * from "./src/guide/fingerprint"`);
});
after(() => browser?.close());

test("one look at a page of 6,000 elements", async () => {
  const page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  const row = (i) =>
    `<div class="row"><span>Cell ${i}</span><a href="/${i}">Link ${i}</a><button data-testid="b${i}">Button ${i}</button><label>Field ${i} <input></label></div>`;
  await page.setContent(Array.from({ length: 1000 }, (_, i) => row(i)).join(""));
  await page.addScriptTag({ content: script });
  const [find, missing, collect] = await page.evaluate(() => {
    const { find, collectPage } = window.Usher_;
    const time = (f) => {
      const began = performance.now();
      for (let i = 0; i < 5; i += 1) f();
      return (performance.now() - began) / 5;
    };
    return [
      time(() => find({ role: "button", name: "Button 777", test_id: "b777" })),
      time(() => find({ role: "button", name: "Not there", test_id: "no" })),
      time(() => collectPage()),
    ];
  });
  console.log(`# found ${find.toFixed(1)} ms, not there ${missing.toFixed(1)} ms, the page context ${collect.toFixed(1)} ms`);
});
