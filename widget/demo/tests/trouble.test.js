// What the articles say about errors, roles, plans and keeping: the codes appear, and the right things are greyed out.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "./browser.js";
import { browser, server } from "./stage.js";

/** Runs `act` as a new visitor at `path` and checks that nothing went wrong besides. */
async function as(path, act) {
  const visitor = await visit(browser, server.url, path);
  try {
    await act(visitor.page, visitor.events);
    assert.deepEqual(visitor.wrong, []);
  } finally {
    await visitor.close();
  }
}

async function send(page, number) {
  await page.goto(`${server.url}/invoices/${number}`);
  await page.getByTestId("invoice-send").click();
  await page.getByTestId("send-now").click();
}

const alert = (page, text) => page.getByRole("alert").filter({ hasText: text }).first().waitFor();

test("an invoice that can't be sent says INV-310, INV-311, INV-312 or INV-314", () =>
  as("/dashboard", async (page, events) => {
    await send(page, "INV-0041");
    await alert(page, "INV-311");
    await send(page, "INV-0040");
    await alert(page, "INV-312");
    await page.getByTestId("demo-controls").click();
    await page.getByTestId("demo-limit").check();
    await page.getByRole("button", { name: "Done" }).click();
    await send(page, "INV-0042");
    await alert(page, "INV-310");
    await page.getByTestId("demo-controls").click();
    await page.getByTestId("demo-unconfirmed").check();
    await page.getByRole("button", { name: "Done" }).click();
    await send(page, "INV-0042");
    await alert(page, "INV-314");
    assert.ok(!events.includes("invoice.sent"));
  }));

test("files that are too large together are refused with INV-313", () =>
  as("/invoices/INV-0042/edit", async (page) => {
    for (const name of ["a.pdf", "b.pdf", "c.pdf"]) {
      const [chooser] = await Promise.all([
        page.waitForEvent("filechooser"),
        page.getByTestId("invoice-attach").click(),
      ]);
      await chooser.setFiles({ name, mimeType: "application/pdf", buffer: Buffer.alloc(8 * 1024 * 1024) });
      await page.getByText(name).waitFor();
    }
    await page.getByTestId("invoice-save-draft").click();
    await page.getByText("Draft saved").waitFor();
    await send(page, "INV-0042");
    await alert(page, "INV-313");
  }));

const CUSTOMERS = "name,email,currency";
const INVOICES =
  "number,customer_email,issue_date,due_date,description,quantity,unit_price,tax_rate,currency,paid_date";
const row = (change) =>
  Object.values({
    number: "OLD-1",
    email: "accounts@oakleyjoinery.example",
    issued: "2026-01-02",
    due: "2026-02-02",
    text: "Work",
    quantity: "1",
    price: "10.00",
    tax: "20",
    currency: "GBP",
    paid: "",
    ...change,
  }).join(",");
const FILES = [
  ["IMP-101", "customers", Buffer.from([0xff, 0xfe, 0x41, 0x00])],
  ["IMP-102", "invoices", "number,description\nX,Y\n"],
  ["IMP-103", "customers", `${CUSTOMERS}\nA,a@b.example,\nB,a@b.example,\n`],
  ["IMP-104 Row 2: date not recognised", "invoices", `${INVOICES}\n${row({ issued: "31 Mar 2026" })}\n`],
  ["IMP-105", "invoices", `${INVOICES}\n${row({ price: "£10" })}\n`],
  ["IMP-106", "invoices", `${INVOICES}\n${row({ tax: "19" })}\n`],
  ["IMP-107", "customers", `${CUSTOMERS}\nA,a@b.example,USD\n`],
  ["IMP-108", "invoices", `${INVOICES}\n${row({ email: "nobody@nowhere.example" })}\n`],
  ["IMP-109", "invoices", `${INVOICES}\n${row({ number: "INV-0039" })}\n`],
  ["IMP-110", "customers", `${CUSTOMERS}\n${"A,,\n".repeat(5001)}`],
  ["IMP-111", "customers", Buffer.alloc(10 * 1024 * 1024 + 1, 65)],
];

test("a broken import file says IMP-101 to IMP-111", () =>
  as("/import", async (page, events) => {
    for (const [code, kind, content] of FILES) {
      await page.goto(`${server.url}/import`);
      await page.getByTestId(`import-kind-${kind}`).check();
      const [chooser] = await Promise.all([
        page.waitForEvent("filechooser"),
        page.getByTestId("import-upload").click(),
      ]);
      await chooser.setFiles({ name: "list.csv", mimeType: "text/csv", buffer: Buffer.from(content) });
      if (!["IMP-101", "IMP-111"].includes(code)) await page.getByTestId("import-check").click();
      await alert(page, code);
    }
    assert.ok(events.includes("import.failed") && !events.includes("import.finished"));
  }));

test("an import can be undone", () =>
  as("/import", async (page, events) => {
    await page.getByTestId("import-kind-customers").check();
    for (const id of ["import-example", "import-check", "import-start"]) await page.getByTestId(id).click();
    await page.getByTestId("import-undo").click();
    await page.getByTestId("import-undo-confirm").click();
    await page.getByText("Import undone").waitFor();
    await page.getByTestId("nav-customers").click();
    await page.getByText("12 active customers").waitFor();
    assert.ok(events.includes("import.finished") && events.includes("import.undone"));
  }));

// A screen, and the control there that a role or plan greys out.
const REFUSED = [
  ["/invoices?role=accountant", "invoices-new"],
  ["/invoices/INV-0042?role=accountant", "invoice-send"],
  ["/invoices?role=member", "invoices-export"],
  ["/customers?role=read-only", "customers-new"],
  ["/payments?role=member", "payment-refund"],
  ["/settings/company?role=accountant", "company-save"],
  ["/settings/company?role=admin", "account-close"],
  ["/settings/security?plan=plus", "sso-setup"],
  ["/invoices/new?plan=free", "invoice-repeat"],
  ["/settings/team?plan=free", "team-invite"],
  ["/settings/integrations?plan=free", "api-key-create"],
  ["/settings/notifications?plan=free", "reminders-on"],
];

test("what a role or plan does not include is greyed out, with the reason", () =>
  as("/dashboard", async (page) => {
    for (const [path, id] of REFUSED) {
      await page.goto(`${server.url}${path}${path.includes("plan=") ? "&role=owner" : "&plan=plus"}`);
      const control = page.getByTestId(id).first();
      await control.waitFor();
      assert.ok(await control.isDisabled(), `${path}: ${id}`);
      const why = await control.evaluate(
        (e) => document.getElementById(e.getAttribute("aria-describedby"))?.textContent,
      );
      assert.match(why ?? "", /^(Only|Needs|Your)/, `${path}: ${id}`);
    }
    await page.goto(`${server.url}/dashboard?role=member`);
    assert.equal(await page.getByTestId("nav-import").getAttribute("aria-disabled"), "true");
    await page.getByTestId("nav-settings").click();
    await page.getByRole("heading", { name: "Security", level: 1 }).waitFor();
    assert.equal(await page.getByTestId("settings-billing").getAttribute("aria-disabled"), "true");
  }));

test("what the user did is there after a reload, and gone after starting over", () =>
  as("/invoices/INV-0039", async (page) => {
    await page.getByTestId("invoice-record-payment").click();
    await page.getByTestId("payment-save").click();
    await page.reload();
    await page.locator(".page-head .pill", { hasText: "Paid" }).waitFor();
    await page.getByTestId("demo-controls").click();
    await page.getByTestId("demo-start-over").click();
    await page.goto(`${server.url}/invoices/INV-0039`);
    await page.locator(".page-head .pill", { hasText: "Sent" }).waitFor();
  }));

test("an event of the first moments waits for the widget", () =>
  as("/connect/stripe", async (page, events) => {
    await page.getByTestId("connect-allow").click();
    await page.getByRole("status").filter({ hasText: "Stripe connected" }).first().waitFor();
    await page.evaluate(() => {
      window.tracked = [];
      window.Usher = { track: (event) => window.tracked.push(event) };
    });
    await page.waitForFunction(() => window.tracked.length > 0);
    assert.deepEqual(await page.evaluate(() => window.tracked), ["integration.connected"]);
    assert.deepEqual(events, ["integration.connected"]);
  }));
