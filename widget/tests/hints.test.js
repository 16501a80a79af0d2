// Help that is offered unasked: by each rule, once, quietly, and not to who is busy or does not want it.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { dialog, launcher, openPanel, startBrowser, visit } from "./browser.js";
import { startStub } from "./stub.js";

const hint = (id, after, more = {}) => ({ id, route: null, after, text: `Help with ${id}?`, ask: null, guide: null, ...more });
const BODY = `<main><h1>Invoices</h1><a href="#/customers">Customers</a>
<button type="button" id="save">Save</button><div id="errors"></div>
<p data-usher-private><button type="button" id="secret">Secret</button></p>
<form onsubmit="event.preventDefault()"><label>Number <input id="number"></label><button>Send</button></form></main>`;

const pages = (usher) => {
  const page = (attributes) =>
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Invoices</title><script src="${usher}/widget.js" data-inbox="main" ${attributes} async></script></head><body>${BODY}</body></html>`;
  const strict = `default-src 'none'; script-src ${usher} 'unsafe-inline'; connect-src ${usher} ${usher.replace("http", "ws")}`;
  return { "/": { html: page(""), headers: { "content-security-policy": strict } }, "/off": { html: page('data-hints="off"') }, "/new": { html: page("") } };
};

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

const card = (page) => page.locator("usher-widget .hint");
const yes = (page) => card(page).getByRole("button", { name: "Yes, please" });
const no = (page) => card(page).getByRole("button", { name: "No, thanks" });
const says = (page, words) => card(page).getByText(words).waitFor({ timeout: 8000 });
/** The rules are at work when the page's second second is over. */
const ready = (page) => page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/hints-"))).then(() => page.waitForTimeout(300));
const error = (page, words) =>
  page.evaluate((words) => {
    const alert = Object.assign(document.createElement("p"), { textContent: words });
    alert.setAttribute("role", "alert");
    document.querySelector("#errors").replaceChildren(alert);
  }, words);

function journey(name, hints, steps, { path = "/", ...options } = {}) {
  test(name, { timeout: 60_000 }, async () => {
    Object.assign(stub, { messages: [], guides: {} });
    stub.inbox.hints = hints;
    const visitor = await visit(browser, stub.host + path, options);
    try {
      await launcher(visitor.page).waitFor();
      await steps(visitor.page, visitor);
      assert.deepEqual(visitor.wrong, []);
    } finally {
      await visitor.close();
    }
  });
}

journey("the same control again and again; taking the hint asks its question", [hint("saving", { clicks: 3 }, { ask: "Why can I not save?" })], async (page) => {
  await ready(page);
  for (let clicks = 0; clicks < 3; clicks++) await page.locator("#save").click();
  await says(page, "Help with saving?");
  assert.notEqual(await page.evaluate(() => document.activeElement.localName), "usher-widget", "the focus stays where it was");
  assert.equal(await card(page).locator("p").getAttribute("aria-live"), "polite");
  await yes(page).click();
  await dialog(page).locator(".msg.me").getByText("Why can I not save?").waitFor();
  assert.equal(await card(page).count(), 0);
});

journey("clicks in private parts count for nothing, nor do ordinary ones elsewhere", [hint("saving", { clicks: 2 })], async (page) => {
  await ready(page);
  for (let clicks = 0; clicks < 4; clicks++) await page.locator("#secret").click();
  for (let clicks = 0; clicks < 4; clicks++) await page.locator("#number").click();
  await page.waitForTimeout(500);
  assert.equal(await card(page).count(), 0);
});

journey("the same error twice, on the page that the rule names; not where it is drawn again by itself", [hint("importing", { errors: 2 }, { route: "/" })], async (page) => {
  await ready(page);
  await error(page, "IMP-104: the date is wrong");
  await error(page, "IMP-104: the date is wrong");
  await page.waitForTimeout(400);
  assert.equal(await card(page).count(), 0);
  await page.locator("#save").click();
  await error(page, "IMP-104: the date is wrong");
  await says(page, "Help with importing?");
});

journey("seconds on the page; it plays the guide that it names", [hint("inviting", { seconds: 2 }, { guide: "invite" })], async (page) => {
  stub.guides.invite = { id: "invite", title: "Save it", summary: "", steps: [{ id: "save", instruction: "Choose Save", action: "click", target: { role: "button", name: "Save" }, preconditions: [], postconditions: [] }] };
  await says(page, "Help with inviting?");
  await yes(page).click();
  await page.locator("usher-guide").getByText("Choose Save").first().waitFor();
  assert.equal(await dialog(page).isVisible(), false);
});

journey("a form that was begun and left, also over a page load; sent, it is none", [hint("sending", { abandoned: true })], async (page) => {
  await ready(page);
  await page.locator("#number").pressSequentially("7");
  await page.locator("#number").press("Enter");
  await page.getByRole("link", { name: "Customers" }).click();
  await page.waitForTimeout(1500);
  assert.equal(await card(page).count(), 0);
  await page.locator("#number").pressSequentially("7");
  assert.doesNotMatch(await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage))), /"7"/);
  await page.goto(`${stub.host}/new`);
  await says(page, "Help with sending?");
});

journey("refused with Escape, the focus goes to the launcher; never the same again, and none over the panel", [hint("one", { seconds: 1 }), hint("two", { clicks: 2 })], async (page) => {
  await says(page, "Help with one?");
  for (let clicks = 0; clicks < 3; clicks++) await page.locator("#save").click();
  assert.equal(await card(page).count(), 1, "one a page load");
  await no(page).focus();
  await page.keyboard.press("Escape");
  assert.equal(await card(page).count(), 0);
  assert.equal(await page.evaluate(() => document.querySelector("usher-widget").shadowRoot.activeElement.className), "launcher");
  await page.reload();
  await ready(page);
  await page.waitForTimeout(1500);
  assert.equal(await card(page).count(), 0, "neither again nor within ten minutes");
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await says(page, "Help with one?");
  await openPanel(page);
  assert.equal(await card(page).isVisible(), false);
  await page.waitForTimeout(1200);
  await page.keyboard.press("Escape");
  assert.equal(await card(page).count(), 0);
});

journey("nobody is offered anything while the panel is open", [hint("one", { seconds: 1 })], async (page) => {
  await openPanel(page);
  await page.waitForTimeout(2500);
  assert.equal(await card(page).count(), 0);
  await page.keyboard.press("Escape");
  await says(page, "Help with one?");
});

for (const [name, path, hints] of [["where the host says no", "/off", [hint("one", { seconds: 1 })]], ["where the inbox has none", "/", []]])
  journey(`${name}, nothing of it is loaded`, hints, async (page) => {
    await page.waitForTimeout(2500);
    assert.equal(await card(page).count(), 0);
    assert.equal(await page.evaluate(() => performance.getEntriesByType("resource").filter((entry) => /\/hints-/.test(entry.name)).length), 0);
  }, { path });

journey("markup in a hint is text; shutdown takes it away with all that it listened to", [hint("one", { seconds: 1 }, { text: "<img src=x onerror=alert(1)>" })], async (page) => {
  await says(page, "<img src=x");
  assert.equal(await card(page).locator("img").count(), 0);
  await page.evaluate(() => window.Usher.shutdown());
  await page.waitForTimeout(1500);
  assert.equal(await page.locator("usher-widget").count(), 0);
});
