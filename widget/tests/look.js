// A look at what is drawn: a picture where SCREENSHOTS names a folder, and what is wrong with it.

import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe-core finds on the page, texts that are too faint, and what is wider than the window. */
export async function look(page, name) {
  await page.waitForTimeout(250);
  if (process.env.SCREENSHOTS) {
    mkdirSync(process.env.SCREENSHOTS, { recursive: true });
    await page.screenshot({ path: join(process.env.SCREENSHOTS, `${name}.png`) });
  }
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(AXE);
  const violations = await page.evaluate(async (values) => {
    const found = await window.axe.run(document, { runOnly: { type: "tag", values } });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((n) => `${n.target.join(" ")} ${n.any[0]?.message ?? ""}`).join(" | ")}`);
  }, RULES);
  violations.push(...(await page.evaluate(faint)));
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return [...violations, ...(over > 0 ? [`${over} px too wide`] : [])].map((wrong) => `${name}: ${wrong}`);
}

/** Texts of the widget below a contrast of 4.5: axe-core does not see what is behind an element in a shadow root. */
function faint() {
  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const light = (color) => {
    const [r, g, b] = channels(color).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if ((channels(color)[3] ?? 1) > 0.5) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const root = document.querySelector("usher-widget").shadowRoot;
  const found = [];
  for (const element of root.querySelectorAll("*")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const text = own || element.localName === "textarea";
    if (!text || !element.checkVisibility({ visibilityProperty: true }) || element.closest(":disabled, .unseen")) continue;
    const [low, high] = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => a - b);
    const ratio = (high + 0.05) / (low + 0.05);
    if (ratio < 4.5) found.push(`contrast ${ratio.toFixed(2)}: ${element.localName}.${element.className} ${element.textContent.slice(0, 40)}`);
  }
  return found;
}
