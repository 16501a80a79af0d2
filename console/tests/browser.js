// A real browser, and a page in it that tells all that went wrong.

import { chromium } from "playwright-core";

const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const DESKTOP = { viewport: { width: 1440, height: 900 } };
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
export const PASSWORD = "correct horse battery";

export const startBrowser = () => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ARGS });

/** A fresh browser's page; `wrong` fills with console errors, exceptions and violations of the page's policy. */
export async function visit(browser, address, options = {}) {
  const context = await browser.newContext({ ...DESKTOP, locale: "en-GB", ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const wrong = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`exception: ${error.message}`));
  await page.goto(address);
  return { page, wrong, context, close: () => context.close() };
}

export async function signIn(page, email) {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  // Who has a second factor types its code.
  await page.locator(".shell").or(page.getByLabel("Code")).waitFor();
  if (await page.getByLabel("Code").isVisible()) {
    await page.getByLabel("Code").fill("123456");
    await page.getByRole("button", { name: "Go on" }).click();
  }
  await page.locator(".shell").waitFor();
}
