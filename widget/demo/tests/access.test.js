// Every page, dialog and menu: no violation of WCAG 2.2 AA that axe can find, nothing wider than the screen, no error.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { test } from "node:test";
import { visit } from "./browser.js";
import { browser, server } from "./stage.js";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** A path, and the test ids to click there. */
const SCREENS = [
  ["/dashboard"],
  ["/dashboard", "account-menu"],
  ["/dashboard", "demo-controls"],
  ["/invoices"],
  ["/invoices", "invoices-tab-drafts"],
  ["/invoices", "invoices-tab-recurring"],
  ["/invoices/new", "invoice-repeat"],
  ["/invoices/INV-0042", "invoice-send"],
  ["/invoices/INV-0039", "invoice-more"],
  ["/invoices/INV-0039", "invoice-record-payment"],
  ["/customers", "customer-select"],
  ["/customers", "customer-row"],
  ["/customers/new", "customer-save"],
  ["/payments"],
  ["/payments", "payments-tab-failed"],
  ["/payments", "payments-tab-bank", "bank-match"],
  ["/import", "import-kind-invoices", "import-example", "import-check"],
  ["/settings/company", "tax-add"],
  ["/settings/billing"],
  ["/settings/billing", "billing-change-plan"],
  ["/settings/team"],
  ["/settings/team", "team-invite", "invite-send"],
  ["/settings/integrations"],
  ["/settings/security"],
  ["/settings/security", "two-factor-setup"],
  ["/settings/notifications", "reminders-on"],
  ["/connect/stripe"],
  ["/nowhere"],
];
const LOOKS = {
  light: {},
  dark: { colorScheme: "dark" },
  phone: { viewport: { width: 390, height: 844 } },
  "200 % zoom": { viewport: { width: 640, height: 400 }, colorScheme: "dark" },
};

for (const [look, options] of Object.entries(LOOKS)) {
  test(`every screen is accessible and fits, ${look}`, async () => {
    const visitor = await visit(browser, server.url, "/dashboard?plan=business", { ...options, bypassCSP: true });
    const { page, wrong } = visitor;
    const narrow = (options.viewport?.width ?? 1280) < 760;
    const found = [];
    try {
      for (const [path, ...clicks] of SCREENS) {
        await page.goto(server.url + path);
        for (const id of clicks)
          await page
            .getByTestId(id === "demo-controls" && narrow ? "demo-controls-top" : id)
            .first()
            .click();
        await page.locator("[aria-busy], .working").first().waitFor({ state: "detached" });
        await page.evaluate(AXE);
        const { violations } = await page.evaluate((tags) => globalThis.axe.run(document, { runOnly: tags }), RULES);
        const screen = [path, ...clicks].join(" > ");
        for (const v of violations)
          for (const n of v.nodes) found.push(`${screen}: ${v.id}: ${n.target} ${n.any[0]?.message ?? ""}`);
        const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        if (width > 0) found.push(`${screen}: ${width} px wider than the screen`);
      }
      assert.deepEqual(found, []);
      assert.deepEqual(wrong, []);
    } finally {
      await visitor.close();
    }
  });
}

test("a dialog keeps Tab inside, closes with Escape and gives the focus back", async () => {
  const visitor = await visit(browser, server.url, "/invoices/INV-0039");
  const { page } = visitor;
  try {
    await page.getByTestId("invoice-record-payment").focus();
    await page.keyboard.press("Enter");
    await page.getByTestId("payment-amount").waitFor();
    for (let i = 0; i < 12; i += 1) {
      assert.ok(await page.evaluate(() => document.activeElement.closest("[role=dialog]") !== null));
      await page.keyboard.press(i < 6 ? "Tab" : "Shift+Tab");
    }
    await page.keyboard.press("Escape");
    assert.equal(await page.getByRole("dialog").count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), "invoice-record-payment");
  } finally {
    await visitor.close();
  }
});

test("menus, tabs and shortcuts work by keyboard", async () => {
  const visitor = await visit(browser, server.url, "/invoices/INV-0039");
  const { page } = visitor;
  const focused = () => page.evaluate(() => document.activeElement.dataset.testid ?? document.activeElement.tagName);
  try {
    await page.getByTestId("invoice-more").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowUp");
    assert.equal(await focused(), "invoice-void");
    await page.keyboard.press("Escape");
    assert.equal(await focused(), "invoice-more");
    await page.keyboard.press("n");
    await page.keyboard.press("i");
    await page.getByRole("heading", { name: "New invoice", level: 1 }).waitFor();
    assert.equal(await focused(), "H1");
    await page.getByTestId("nav-invoices").click();
    await page.getByTestId("invoices-tab-all").focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await focused(), "invoices-tab-drafts");
    assert.equal(await page.getByTestId("invoices-tab-drafts").getAttribute("aria-selected"), "true");
    await page.locator("body").press("/");
    assert.equal(await focused(), "invoices-search");
  } finally {
    await visitor.close();
  }
});
