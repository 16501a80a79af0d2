// Files against the real server: what it takes, refuses and gives back is what the widget says and shows.

import assert from "node:assert/strict";
import { test } from "node:test";
import { dialog, field, openPanel, visit } from "./browser.js";
import { browser, usher } from "./stage.js";

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");

test("a picture and a sheet go, are shown, and survive a reload; markup under another name is refused", { timeout: 60_000 }, async () => {
  const { page, wrong, close } = await visit(browser, `${usher.host}/`);
  try {
    await openPanel(page);
    const input = dialog(page).locator("input[type=file]");
    await input.setInputFiles([
      { name: "screen.png", mimeType: "image/png", buffer: PNG },
      { name: "Übersicht 2026.csv", mimeType: "text/csv", buffer: Buffer.from("number,sum\n1,20\n") },
    ]);
    await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelectorAll(".chips progress[hidden]").length === 2);
    await field(page).fill("How do I send an invoice?");
    await field(page).press("Enter");
    await dialog(page).locator(".msg.ai .bubble").first().waitFor({ timeout: 20_000 });
    await page.reload();
    await openPanel(page);
    await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelector(".me img")?.naturalWidth === 1);
    const link = dialog(page).getByRole("link", { name: /Übersicht 2026\.csv/ });
    const got = await fetch(await link.getAttribute("href"));
    assert.equal(await got.text(), "number,sum\n1,20\n");
    assert.match(got.headers.get("content-disposition"), /^attachment/);
    await input.setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("<!doctype html><script>alert(1)</script>") });
    await dialog(page).locator(".composer .problem").getByText("notes.txt is of a kind that cannot be sent").waitFor();
    assert.deepEqual(wrong.filter((line) => !/415/.test(line)), []);
  } finally {
    await close();
  }
});
