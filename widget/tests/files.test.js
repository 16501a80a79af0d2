// Files with a message, start to end in a real browser: chosen, dropped, pasted, broken off, refused, lost.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { dialog, field, openPanel, startBrowser, visit } from "./browser.js";
import { pages } from "./pages.js";
import { startStub } from "./stub.js";

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const picture = (name = "screen.png") => ({ name, mimeType: "image/png", buffer: PNG });
const sheet = { name: "invoices.csv", mimeType: "application/vnd.ms-excel", buffer: Buffer.from("number,sum\n1,20\n") };

let stub;
let browser;

before(async () => {
  stub = await startStub(pages);
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  stub?.stop();
});

function journey(name, path, steps, { expected = [], ...options } = {}) {
  test(name, { timeout: 60_000 }, async () => {
    Object.assign(stub, { messages: [], refuses: null, gate: null });
    const { page, wrong, close } = await visit(browser, stub.host + path, options);
    try {
      await steps(page);
      assert.deepEqual(wrong.filter((line) => !expected.some((pattern) => pattern.test(line))), []);
    } finally {
      stub.cut(false);
      await close();
    }
  });
}

const chips = (page) => dialog(page).locator(".chips li");
const trouble = (page) => dialog(page).locator(".composer .problem");
const own = (page) => dialog(page).locator(".msg.me");
const send = (page) => dialog(page).getByRole("button", { name: "Send", exact: true });

async function choose(page, ...files) {
  const chooser = page.waitForEvent("filechooser");
  await dialog(page).getByRole("button", { name: "Attach a file" }).click();
  await (await chooser).setFiles(files);
}

/** What a drop or a paste carries, made in the page. */
const carry = (page, kind, files) =>
  page.evaluate(
    ([kind, files]) => {
      const data = new DataTransfer();
      for (const { name, type, text } of files) data.items.add(new File([text], name, { type }));
      const root = document.querySelector("usher-widget").shadowRoot;
      const at = root.querySelector(kind === "paste" ? "textarea" : ".talk-log");
      const how = { bubbles: true, composed: true, cancelable: true };
      const event = kind === "paste" ? new ClipboardEvent("paste", { clipboardData: data, ...how }) : new DragEvent(kind, { dataTransfer: data, ...how });
      return !at.dispatchEvent(event);
    },
    [kind, files],
  );

journey("a picture and a sheet go with a message, and are shown in it on every device", "/", async (page) => {
  await openPanel(page);
  await choose(page, picture(), sheet);
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelectorAll(".chips progress[hidden]").length === 2);
  assert.match(await chips(page).nth(1).innerText(), /invoices\.csv\s+1\s*kB/);
  await field(page).fill("Look at this");
  await field(page).press("Enter");
  await dialog(page).getByText("Delivered").waitFor();
  assert.equal(stub.messages[0].text, "Look at this");
  assert.equal(stub.messages[0].files.length, 2);
  assert.equal(await chips(page).count(), 0);
  const image = own(page).getByRole("img", { name: "screen.png" });
  await image.waitFor();
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelector("img").naturalWidth === 1);
  const link = own(page).getByRole("link", { name: /invoices\.csv/ });
  assert.match(await link.getAttribute("href"), new RegExp(`^${stub.url}/v1/files/[0-9a-f]{64}$`));
  assert.equal(await link.getAttribute("download"), "invoices.csv");
  await page.reload();
  await openPanel(page);
  await own(page).getByRole("img", { name: "screen.png" }).waitFor();
});

journey("a file alone is a message", "/", async (page) => {
  await openPanel(page);
  assert.equal(await send(page).isDisabled(), true);
  await choose(page, picture());
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelector(".chips progress[hidden]"));
  await send(page).click();
  await dialog(page).getByText("Delivered").waitFor();
  assert.equal(stub.messages[0].text, "");
  assert.equal(await own(page).locator(".bubble").count(), 0);
});

journey("what is dropped upon the panel and pasted into it is attached; words are pasted as words", "/", async (page) => {
  await openPanel(page);
  const file = { name: "notes.txt", type: "text/plain", text: "a" };
  assert.equal(await carry(page, "dragover", [file]), true);
  assert.equal(await dialog(page).getAttribute("data-drop"), "Drop files here");
  assert.equal(await carry(page, "drop", [file]), true);
  assert.equal(await dialog(page).getAttribute("data-drop"), null);
  await chips(page).getByText("notes.txt").waitFor();
  assert.equal(await carry(page, "paste", [{ ...file, name: "pasted.txt" }]), true);
  await chips(page).getByText("pasted.txt").waitFor();
  assert.equal(await carry(page, "paste", []), false);
});

journey("too large, of another kind, one too many: said before a byte is sent", "/", async (page) => {
  await openPanel(page);
  const before = stub.asked.filter((path) => path === "POST /v1/files").length;
  await choose(page, { name: "film.bin", mimeType: "video/mp4", buffer: PNG }, { name: "drawing.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") });
  await trouble(page).getByText("film.bin is of a kind that cannot be sent. Possible: PNG, JPEG,").waitFor();
  await trouble(page).getByText("drawing.svg is of a kind").waitFor();
  await choose(page, { name: "large.txt", mimeType: "text/plain", buffer: Buffer.alloc(10 * 2 ** 20 + 1, 97) });
  await trouble(page).getByText("large.txt is too large: 10 MB at most.").waitFor();
  assert.equal(stub.asked.filter((path) => path === "POST /v1/files").length, before);
  await choose(page, ...[1, 2, 3, 4, 5, 6].map((n) => picture(`${n}.png`)));
  await trouble(page).getByText("At most 5 files go with one message.").waitFor();
  assert.equal(await chips(page).count(), 5);
  assert.match(await dialog(page).locator("input[type=file]").getAttribute("accept"), /^image\/png,.*\.csv,/);
});

journey("what the server refuses is taken away, with its reason", "/", async (page) => {
  await openPanel(page);
  await choose(page, { name: "page.txt", mimeType: "text/plain", buffer: Buffer.from("<script>alert(1)</script>") });
  await trouble(page).getByText("page.txt is of a kind that cannot be sent").waitFor();
  assert.equal(await chips(page).count(), 0);
  stub.refuses = { status: 403, type: "application/json", body: { type: "/problems/files-refused", status: 403, detail: "no" } };
  await choose(page, picture("a.png"));
  await trouble(page).getByText("a.png was not accepted.").waitFor();
}, { expected: [/415|403/] });

journey("an upload that goes no further says so, and goes once it is tried again", "/", async (page) => {
  await page.clock.install();
  await page.reload();
  await openPanel(page);
  const release = stub.hold();
  await choose(page, picture("slow.png"));
  const chip = chips(page).filter({ hasText: "slow.png" });
  const again = chip.getByRole("button", { name: "Try again" });
  await page.clock.fastForward(20_000);
  assert.equal(await again.isVisible(), false);
  await page.clock.fastForward(40_000);
  await chip.getByText("Goes no further").waitFor();
  await field(page).fill("Look at this");
  await field(page).press("Enter");
  await dialog(page).getByText("Goes off as soon as everything is uploaded.").waitFor();
  await page.clock.fastForward(120_000);
  assert.equal(await again.isVisible(), true, "it is the contact who tries again");
  release();
  await again.click();
  await own(page).getByRole("img", { name: "slow.png" }).waitFor();
  // It is shown before the server has it.
  for (let tries = 0; stub.messages.length === 0 && tries < 200; tries++) await new Promise((done) => setTimeout(done, 25));
  assert.equal(stub.messages.length, 1);
});

journey("an upload outlives the panel being closed, and the message goes when it is done", "/", async (page) => {
  await openPanel(page);
  const release = stub.hold();
  await choose(page, picture());
  await field(page).fill("With a picture");
  await field(page).press("Enter");
  await dialog(page).getByText("Goes off as soon as everything is uploaded.").waitFor();
  assert.equal(stub.messages.length, 0);
  await page.keyboard.press("Escape");
  release();
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelector('.me[data-delivery="delivered"]'));
  assert.equal(stub.messages[0].files.length, 1);
});

journey("writing on holds the message back again; it does not go into another conversation", "/", async (page) => {
  await openPanel(page);
  await field(page).fill("First");
  await field(page).press("Enter");
  await dialog(page).getByText("Delivered").waitFor();
  const release = stub.hold();
  await choose(page, picture());
  await field(page).fill("Second");
  await field(page).press("Enter");
  await dialog(page).getByRole("button", { name: "New conversation" }).click();
  release();
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelector(".chips progress[hidden]"));
  assert.equal(stub.messages.length, 1);
  assert.equal(await field(page).inputValue(), "Second");
});

journey("removed while it is on its way, nothing of it goes", "/", async (page) => {
  await openPanel(page);
  const release = stub.hold();
  await choose(page, picture("a.png"), picture("b.png"));
  await dialog(page).getByRole("button", { name: "Remove a.png" }).focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.querySelector("usher-widget").shadowRoot.activeElement.ariaLabel), "Remove b.png");
  release();
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelector(".chips progress[hidden]"));
  await send(page).click();
  await dialog(page).getByText("Delivered").waitFor();
  assert.equal(stub.messages[0].files.length, 1);
});

journey("without a network it waits, says so, and goes on by itself", "/", async (page) => {
  await openPanel(page);
  await field(page).fill("First");
  await field(page).press("Enter");
  await dialog(page).getByText("Delivered").waitFor();
  stub.cut(true);
  await choose(page, picture());
  await chips(page).getByText("Will be sent when you are connected").waitFor();
  stub.cut(false);
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelector(".chips progress[hidden]"), null, { timeout: 20_000 });
}, { expected: [/ERR_|net::|WebSocket/] });

journey("after a reload: the words are there, what was uploaded too, and of the rest it is said that it was lost", "/", async (page) => {
  await openPanel(page);
  await choose(page, picture("done.png"));
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelector(".chips progress[hidden]"));
  const release = stub.hold();
  await choose(page, picture("half.png"));
  await field(page).fill("My words");
  await page.reload();
  release();
  await openPanel(page);
  await trouble(page).getByText("half.png had not been uploaded when the page was reloaded. Please attach it again.").waitFor();
  assert.equal(await field(page).inputValue(), "My words");
  await send(page).click();
  await dialog(page).getByText("Delivered").waitFor();
  assert.equal(stub.messages[0].files.length, 1);
  assert.equal(await trouble(page).innerText(), "");
});

journey("a message with a file that waits for the network shows it, also after a reload", "/", async (page) => {
  await openPanel(page);
  await choose(page, picture());
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelector(".chips progress[hidden]"));
  stub.cut(true);
  await field(page).fill("Later");
  await field(page).press("Enter");
  await own(page).first().waitFor();
  stub.cut(false);
  await page.reload();
  await openPanel(page);
  await own(page).getByRole("img", { name: "screen.png" }).waitFor();
  await dialog(page).getByText("Delivered").waitFor({ timeout: 20_000 });
  assert.equal(stub.messages.length, 1);
}, { expected: [/ERR_|net::|WebSocket/] });

journey("where the host's policy lets no picture in, its name leads to it; names are text; nothing of another origin", "/strict", async (page) => {
  await openPanel(page);
  await choose(page, picture("<img src=x onerror=alert(1)>.png"));
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelector(".chips progress[hidden]"));
  await send(page).click();
  await own(page).getByRole("link", { name: "<img src=x onerror=alert(1)>.png" }).waitFor();
  const at = (media_type, url) => ({ id: media_type, name: `a ${media_type}`, media_type, bytes: 2_000_000, url });
  stub.reply({ text: "See", files: [at("image/svg+xml", "/v1/files/x"), at("image/png", "https://elsewhere.invalid/x.png"), at("text/html", "javascript:alert(1)")] });
  const theirs = dialog(page).locator(".msg.ai").filter({ hasText: "See" });
  await theirs.waitFor();
  assert.deepEqual(await theirs.locator("a").evaluateAll((links) => links.map((link) => link.href)), [`${stub.url}/v1/files/x`]);
  assert.equal(await theirs.locator("img").count(), 0);
  assert.match(await theirs.innerText(), /a image\/png\s+1\.9\s*MB/);
}, { expected: [/Content Security Policy|Loading the image/] });

journey("an inbox that takes no files has no button for them, and leaves a drop to the page", "/", async (page) => {
  stub.inbox.files = null;
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await openPanel(page);
  assert.equal(await dialog(page).getByRole("button", { name: "Attach a file" }).count(), 0);
  assert.equal(await carry(page, "dragover", [{ name: "a", type: "text/plain", text: "a" }]), false);
});
