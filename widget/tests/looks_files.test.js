// Every state of files, screenshots and hints, light and dark, on a desktop and a phone: as in looks.test.js.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { CHROMIUM } from "../../tests/browser/chromium.js";
import { dialog, field, openPanel, PHONE, visit } from "./browser.js";
import { look } from "./look.js";
import { pages } from "./pages.js";
import { startStub } from "./stub.js";

const HINT = { id: "one", route: null, after: { seconds: 1 }, text: "Looking for an invoice? I can show you where they are.", ask: "Where are my invoices?", guide: null };

let stub;
let browser;

before(async () => {
  stub = await startStub(pages);
  browser = await chromium.launch({ ...CHROMIUM, args: [...CHROMIUM.args, "--auto-accept-this-tab-capture"] });
});

after(async () => {
  await browser?.close();
  stub?.stop();
});

for (const [device, size] of Object.entries({ desktop: {}, phone: PHONE }))
  for (const colorScheme of ["light", "dark"])
    for (const [dir, path] of [["", "/"], ["-rtl", "/"]])
      test(`${device}, ${colorScheme}${dir}`, { timeout: 120_000 }, async () => {
        stub.inbox.hints = [HINT];
        const { page, context, close } = await visit(browser, "about:blank", { ...size, colorScheme });
        if (dir) await context.addInitScript(() => addEventListener("DOMContentLoaded", () => (document.documentElement.dir = "rtl")));
        await page.goto(stub.host + path);
        const wrong = [];
        try {
          await states(page, async (name) => wrong.push(...(await look(page, `${device}-${colorScheme}${dir}-${name}`))));
          assert.deepEqual(wrong, []);
        } finally {
          await close();
        }
      });

async function states(page, shot) {
  const press = (name) => page.locator("usher-widget").getByRole("button", { name, exact: true }).click();
  const input = dialog(page).locator("input[type=file]");
  const picture = await page.screenshot();
  await page.locator("usher-widget .hint").getByText(HINT.text).waitFor();
  await shot("f1-hint");
  await press("No, thanks");
  await openPanel(page);
  await input.setInputFiles([
    { name: "invoices.png", mimeType: "image/png", buffer: picture },
    { name: "a very long name of a sheet with all invoices of the year.csv", mimeType: "text/csv", buffer: Buffer.alloc(90_000, "1,2\n") },
  ]);
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelectorAll(".chips progress[hidden]").length === 2);
  await field(page).fill("The import stops here, see the picture.");
  await shot("f2-attached");
  const release = stub.hold();
  await input.setInputFiles({ name: "log.txt", mimeType: "text/plain", buffer: Buffer.alloc(9_000_000, "a line of a log\n") });
  await field(page).press("Enter");
  await dialog(page).getByText("Goes off as soon").waitFor();
  await shot("f3-uploading");
  release();
  await dialog(page).getByText("Delivered").waitFor();
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelector(".shown img")?.naturalWidth > 0);
  await shot("f4-sent");
  const url = [...stub.files.values()].findLast(({ told }) => told.name === "invoices.png").told.url;
  stub.reply({ author: "human_agent", text: "Thank you. Please use this sheet instead, and compare:", files: [
    { id: "1", name: "template.csv", media_type: "text/csv", bytes: 2400, url },
    { id: "2", name: "how it should look.png", media_type: "image/png", bytes: 48_000, url },
  ] });
  await dialog(page).getByRole("link", { name: /template/ }).waitFor();
  await shot("f5-answered-with-files");
  await input.setInputFiles([
    { name: "film.mp4", mimeType: "video/mp4", buffer: Buffer.from("x") },
    { name: "archive.zip", mimeType: "application/zip", buffer: Buffer.alloc(11 * 2 ** 20) },
    ...[1, 2, 3, 4, 5, 6].map((n) => ({ name: `page ${n}.png`, mimeType: "image/png", buffer: picture })),
  ]);
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelectorAll(".chips progress[hidden]").length === 5);
  await shot("f6-refused");
  await page.evaluate(() => document.querySelector("usher-widget").shadowRoot.querySelector(".panel").setAttribute("data-drop", "Drop files here"));
  await shot("f7-drop");
  await page.evaluate(() => document.querySelector("usher-widget").shadowRoot.querySelector(".panel").removeAttribute("data-drop"));
  await press("Take a screenshot");
  const editor = page.locator("usher-widget dialog");
  await editor.waitFor({ timeout: 15_000 });
  await shot("f8-screenshot");
  await page.keyboard.press("ArrowRight");
  await shot("f9-marked");
  await editor.getByRole("button", { name: "Black out" }).click();
  await shot("f10-blacked-out");
  await editor.getByRole("button", { name: "Cancel" }).click();
}
