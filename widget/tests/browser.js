// A real browser, and a page in it that tells all that went wrong.

import { chromium } from "playwright-core";
import { CHROMIUM } from "../../tests/browser/chromium.js";

export const DESKTOP = { viewport: { width: 1280, height: 800 } };
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };

export const startBrowser = () => chromium.launch(CHROMIUM);

/** A fresh visitor's page; `wrong` fills with console errors, exceptions and violations of the page's policy. */
export async function visit(browser, address, options = {}) {
  const context = await browser.newContext({ ...DESKTOP, ...options });
  // The latest socket is at hand, so that a test can say what a server does not say yet.
  await context.addInitScript(() => {
    const Socket = window.WebSocket;
    window.WebSocket = class extends Socket {
      constructor(...all) {
        super(...all);
        window.lastSocket = this;
      }
    };
    // The guide's root is closed; a test looks inside.
    const { attachShadow } = Element.prototype;
    Element.prototype.attachShadow = function (options) {
      return attachShadow.call(this, { ...options, mode: "open" });
    };
  });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`exception: ${error.message}`));
  await page.goto(address);
  return { page, wrong, context, close: () => context.close() };
}

export const launcher = (page) => page.locator("usher-widget .launcher");
export const dialog = (page) => page.locator("usher-widget").getByRole("dialog");
export const field = (page) => dialog(page).locator(".composer textarea");
export const replies = (page) => dialog(page).locator(".msg.ai:not(:has(.dots))");

export async function openPanel(page) {
  await launcher(page).click();
  await dialog(page).waitFor();
  await dialog(page).locator(".greeting, .msg").first().waitFor({ timeout: 8000 });
}

/** Sends a message and waits for the agent's next reply, which it returns. */
export async function ask(page, text) {
  const before = await replies(page).count();
  await field(page).fill(text);
  await field(page).press("Enter");
  const reply = replies(page).nth(before);
  await reply.waitFor({ timeout: 20_000 });
  return reply;
}
