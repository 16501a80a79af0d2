// Every state, light and dark, on a desktop and a phone: nothing that axe-core finds wrong, nothing wider than the window.
// SCREENSHOTS names a folder to keep pictures in.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ask, dialog, field, openPanel, PHONE, resolve, startBrowser, visit } from "./browser.js";
import { pages } from "./pages.js";
import { startUsher, token } from "./usher.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let usher;
let browser;

before(async () => {
  usher = await startUsher(pages);
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await usher?.stop();
});

/** Runs axe-core on the widget and keeps a picture. */
async function look(page, name) {
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

for (const [device, size] of Object.entries({ desktop: {}, phone: PHONE })) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${device}, ${colorScheme}`, { timeout: 120_000 }, async () => {
      const { page, close } = await visit(browser, `${usher.host}/`, { ...size, colorScheme, locale: "en" });
      const wrong = [];
      try {
        await states(page, async (name) => wrong.push(...(await look(page, `${device}-${colorScheme}-${name}`))));
        assert.deepEqual(wrong, []);
      } finally {
        usher.front.cut(false);
        usher.front.made.clear();
        await close();
      }
    });
  }
}

async function states(page, shot) {
  const press = (name) => dialog(page).getByRole("button", { name, exact: true }).first().click();
  await shot("01-closed");
  usher.front.made.set(/^(GET|OPTIONS) \/v1\/inboxes\//, () => ({ body: INBOX }));
  await openPanel(page);
  await shot("02-start");
  const reply = await ask(page, "How many invoices can I send per month on the free plan?");
  await reply.getByRole("button", { name: "Source 1" }).click();
  await shot("03-answer");
  await press("Not yet");
  await shot("04-not-yet");
  await page.evaluate(() => window.Usher.identify(null));
  await ask(page, "What does IMP-104 mean and how do I fix the dates in my file?");
  await shot("05-second-answer");
  await field(page).fill("x".repeat(9000));
  await shot("06-too-long");
  await field(page).fill("");
  await press("What is sent");
  await dialog(page).getByText("Exactly as it is sent").click();
  await shot("07-what-is-sent");
  await press("Back");
  await press("Your conversations");
  await dialog(page).locator(".talk").first().waitFor();
  await shot("08-conversations");
  await press("New conversation");
  await page.evaluate(() => localStorage.setItem("usher.main.page", "no"));
  await ask(page, "it doesn't work");
  await shot("09-options");
  await resolve(page);
  await dialog(page).locator(".star").nth(3).click();
  await shot("10-rating");
  usher.front.made.set(/^(POST|OPTIONS) .*\/rating$/, () => ({ status: 201, body: {} }));
  await press("Send rating");
  await dialog(page).locator(".thanks").waitFor();
  await shot("11-rated");
  await press("New conversation");
  usher.front.cut(true);
  await field(page).fill("Are you there?");
  await field(page).press("Enter");
  await dialog(page).locator(".banner").waitFor();
  await shot("12-reconnecting");
  usher.front.cut(false);
  await press("Try now");
  await dialog(page).getByText("Delivered").waitFor({ timeout: 20_000 });
  await page.evaluate((t) => window.Usher.identify(t), token({ sub: `p${Date.now()}` }));
  await dialog(page).locator(".greeting").waitFor();
  await ask(page, "Show me how to invite a teammate");
  await shot("13-guide");
  await press("The steps in words");
  await shot("14-guide-in-words");
  await page.evaluate(() => window.lastSocket.onmessage({ data: JSON.stringify({ type: "typing", author: "ai_agent" }) }));
  await shot("15-typing");
  await press("Talk to a person");
  await dialog(page).locator(".note.escalated").waitFor();
  await shot("16-person");
  await page.evaluate((frame) => window.lastSocket.onmessage({ data: JSON.stringify(frame) }), ANSWER_OF_A_PERSON);
  await shot("17-person-answers");
}

const INBOX = {
  key: "main",
  name: "Tallybook help",
  product: "Tallybook",
  agent_name: "Usher",
  greeting: "Hi! What can I help you with in Tallybook?",
  disclosure: "Usher is an AI. It answers from the documentation, and asks a person where it is not sure.",
  anonymous: true,
  suggestions: ["How do I send an invoice?", "What does Business cost a year?"],
};

const ANSWER_OF_A_PERSON = {
  type: "event",
  seq: 900,
  kind: "message.created",
  at: "2026-11-21T10:00:00Z",
  body: {
    message_id: "made-up",
    author: "human_agent",
    text: "Hi Priya, Marta here. Two things to check:\n\n1. **Settings → Team** is open to admins only\n2. the seat count of your plan\n\nThe code is `TEAM-201`; see https://example.com/team too.",
  },
};
