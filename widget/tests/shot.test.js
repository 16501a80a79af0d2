// The screenshot: one frame without the widget, and what is cut away or blacked out is not in what is sent.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import { dialog, field, openPanel, visit } from "./browser.js";
import { pages } from "./pages.js";
import { startStub } from "./stub.js";

const ARGS = ["--no-sandbox", "--disable-gpu", "--auto-accept-this-tab-capture"];

let stub;
let browser;

before(async () => {
  stub = await startStub(pages);
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGS });
});

after(async () => {
  await browser?.close();
  stub?.stop();
});

function journey(name, path, steps) {
  test(name, { timeout: 60_000 }, async () => {
    stub.messages.length = 0;
    const { page, wrong, context, close } = await visit(browser, "about:blank");
    try {
      // The tracks that were given, so that a test sees whether they were stopped.
      await context.addInitScript(() => {
        window.tracks = [];
        const { getDisplayMedia } = MediaDevices.prototype;
        MediaDevices.prototype.getDisplayMedia = async function (wish) {
          window.wish = wish;
          const stream = await getDisplayMedia.call(this, wish);
          window.tracks.push(...stream.getTracks());
          return stream;
        };
      });
      await page.goto(stub.host + path);
      await openPanel(page);
      await steps(page);
      // The picture in the thread is the host's policy's to refuse.
      assert.deepEqual(wrong.filter((line) => !/Loading the image/.test(line)), []);
    } finally {
      await close();
    }
  });
}

const editor = (page) => page.locator("usher-widget dialog");
const press = (page, name) => editor(page).getByRole("button", { name, exact: true }).click();
const shoot = async (page) => {
  await dialog(page).getByRole("button", { name: "Take a screenshot" }).click();
  await editor(page).waitFor({ timeout: 15_000 });
};
/** Size, and the colours at shares of width and height. */
const seen = (page, ...at) =>
  page.evaluate((at) => {
    const canvas = document.querySelector("usher-widget").shadowRoot.querySelector("dialog canvas");
    const draw = canvas.getContext("2d");
    const colors = at.map(([x, y]) => [...draw.getImageData(Math.floor(x * canvas.width), Math.floor(y * canvas.height), 1, 1).data].join());
    return { width: canvas.width, height: canvas.height, colors };
  }, at);

async function drag(page, [x1, y1], [x2, y2]) {
  const box = await editor(page).locator("canvas").last().boundingBox();
  const point = (x, y) => [box.x + x * box.width, box.y + y * box.height];
  await page.mouse.move(...point(x1, y1));
  await page.mouse.down();
  await page.mouse.move(...point((x1 + x2) / 2, (y1 + y2) / 2));
  await page.mouse.move(...point(x2, y2));
  await page.mouse.up();
}

journey("one frame, without the widget, of this tab; the tracks are stopped at once", "/", async (page) => {
  await shoot(page);
  const { colors } = await seen(page, [0.95, 0.93], [0.85, 0.5], [0.5, 0.9]);
  // A video's colours are right but for a rounding.
  for (const color of colors) assert.match(color, /^24[5-7],24[6-8],2(48|49|50),255$/, "the page's own ground where launcher and panel are");
  assert.deepEqual(await page.evaluate(() => window.tracks.map((track) => track.readyState)), ["ended"]);
  assert.equal(await page.evaluate(() => window.wish.preferCurrentTab), true);
  await press(page, "Cancel");
  await editor(page).waitFor({ state: "detached" });
  assert.equal(await dialog(page).locator(".chips li").count(), 0);
  assert.equal(await page.evaluate(() => document.querySelector("usher-widget").shadowRoot.activeElement.ariaLabel), "Take a screenshot");
});

journey("blacked out and cropped with the pointer under the strictest policy; undone; what is sent is what is seen", "/strict", async (page) => {
  await shoot(page);
  const whole = await seen(page, [0.25, 0.25]);
  await drag(page, [0.1, 0.1], [0.4, 0.4]);
  await press(page, "Black out");
  assert.deepEqual((await seen(page, [0.25, 0.25], [0.11, 0.39])).colors, ["0,0,0,255", "0,0,0,255"]);
  await press(page, "Undo");
  assert.deepEqual((await seen(page, [0.25, 0.25])).colors, whole.colors);
  await drag(page, [0.1, 0.1], [0.4, 0.4]);
  await press(page, "Black out");
  await drag(page, [0, 0], [0.5, 0.5]);
  await press(page, "Crop");
  const cut = await seen(page, [0.5, 0.5]);
  assert.deepEqual(cut.colors, ["0,0,0,255"]);
  assert.ok(Math.abs(cut.width - whole.width / 2) <= 3, `${cut.width} of ${whole.width}`);
  await press(page, "Attach");
  await dialog(page).locator(".chips").getByText("screenshot.png").waitFor();
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelector(".chips progress[hidden]"));
  await field(page).press("Enter");
  await dialog(page).getByText("Delivered").waitFor();
  const { bytes, told } = stub.files.get(stub.messages[0].files[0]);
  assert.equal(told.media_type, "image/png");
  assert.equal(bytes.readUInt32BE(16), cut.width, "the PNG is as wide as what was cut");
});

journey("the keyboard alone: arrow keys mark, move and resize; Escape gives up the mark, then the picture", "/", async (page) => {
  await shoot(page);
  const { width, height } = await seen(page);
  await page.keyboard.press("ArrowRight");
  const size = editor(page).getByRole("status");
  assert.equal(await size.innerText(), `${width / 2} × ${height / 2}`);
  await page.keyboard.press("Shift+ArrowRight");
  const wider = Number((await size.innerText()).split(" ")[0]);
  assert.ok(wider > width / 2);
  for (let presses = 0; presses < 200; presses++) await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.deepEqual((await seen(page, [0.01, 0.5], [0.01, 0.1])).colors.map((color) => color === "0,0,0,255"), [true, false]);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Escape");
  assert.equal(await editor(page).count(), 1);
  assert.equal(await size.innerText(), "");
  await page.keyboard.press("Escape");
  await editor(page).waitFor({ state: "detached" });
  assert.equal(await dialog(page).isVisible(), true);
});

journey("who says no in the browser's question is asked nothing more", "/", async (page) => {
  await page.evaluate(() => (MediaDevices.prototype.getDisplayMedia = () => Promise.reject(new DOMException("no", "NotAllowedError"))));
  await dialog(page).getByRole("button", { name: "Take a screenshot" }).click();
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.activeElement?.ariaLabel === "Take a screenshot");
  assert.equal(await dialog(page).locator(".composer .problem").innerText(), "");
  await page.evaluate(() => (MediaDevices.prototype.getDisplayMedia = () => Promise.reject(new DOMException("broken", "NotReadableError"))));
  await dialog(page).getByRole("button", { name: "Take a screenshot" }).click();
  await dialog(page).getByText("No screenshot could be taken here.").waitFor();
});

test("where the browser cannot, there is no button", { timeout: 30_000 }, async () => {
  const { page, context, close } = await visit(browser, "about:blank");
  await context.addInitScript(() => delete MediaDevices.prototype.getDisplayMedia);
  await page.goto(`${stub.host}/`);
  await openPanel(page);
  await dialog(page).getByRole("button", { name: "Attach a file" }).waitFor();
  assert.equal(await dialog(page).getByRole("button", { name: "Take a screenshot" }).count(), 0);
  await close();
});
