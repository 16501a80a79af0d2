// What is collected of a page, by roles and names, and what never is.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { bundle, startBrowser } from "./browser.js";

let browser, page, script;
before(async () => {
  browser = await startBrowser();
  script = await bundle(`export * from "./src/page/name"; export * from "./src/page/role"; export * from "./src/guide/conditions"; export * from "./src/guide/similar"; export * from "./src/guide/fingerprint"; export * from "./src/page/match"`);
});
after(() => browser?.close());

/** A page with this body. */
async function draw(body, url = "http://host.test/invoices/42?token=secret") {
  await page?.close();
  page = await browser.newPage({ viewport: { width: 1000, height: 700 } });
  await page.route("**/*", (route) => route.fulfill({ contentType: "text/html", body: `<!doctype html><html lang="en-GB"><title>A title</title><body>${body}` }));
  await page.goto(url);
  await page.addScriptTag({ content: script });
}

const NAMES = [
  [`<button>Send <b>now</b></button>`, "button", "Send now"],
  [`<button aria-label="Close"><svg aria-hidden="true"></svg></button>`, "button", "Close"],
  [`<button><img alt="Delete" src="x"></button>`, "button", "Delete"],
  [`<button><svg><title>Search</title></svg></button>`, "button", "Search"],
  [`<button><span hidden>no</span><span aria-hidden="true">★</span> Star</button>`, "button", "Star"],
  [`<a href="/x">Plan and <em>billing</em></a>`, "link", "Plan and billing"],
  [`<a>No place</a>`, "", ""],
  [`<label for="i">Work email</label><input id="i" placeholder="you@work">`, "textbox", "Work email"],
  [`<label>Amount <input value="900"></label>`, "textbox", "Amount"],
  [`<span id="l">Rate</span><span id="m">name</span><input aria-labelledby="l m">`, "textbox", "Rate name"],
  [`<input placeholder="Search invoices" type="search">`, "searchbox", "Search invoices"],
  [`<input type="checkbox" title="All rows">`, "checkbox", "All rows"],
  [`<input type="checkbox" role="switch" aria-label="Repeat">`, "switch", "Repeat"],
  [`<label><input type="radio" value="b"> Business</label>`, "radio", "Business"],
  [`<input type="submit" value="Save">`, "button", "Save"],
  [`<input type="range" aria-label="Size">`, "slider", "Size"],
  [`<input type="number" aria-label="Days">`, "spinbutton", "Days"],
  [`<input type="password" aria-label="Password">`, "textbox", "Password"],
  [`<label>Role <select><option>Admin</option></select></label>`, "combobox", "Role"],
  [`<select multiple aria-label="Tags"></select>`, "listbox", "Tags"],
  [`<textarea aria-label="Message">typed</textarea>`, "textbox", "Message"],
  [`<div contenteditable aria-label="Note">typed</div>`, "textbox", "Note"],
  [`<h2>Tax rates</h2>`, "heading", "Tax rates"],
  [`<div role="dialog"><h2>Choose a plan</h2></div>`, "dialog", "Choose a plan"],
  [`<fieldset><legend>Keep</legend></fieldset>`, "group", "Keep"],
  [`<img alt="QR code" src="x">`, "img", "QR code"],
  [`<summary>More</summary>`, "button", "More"],
  [`<div role="tab">Drafts</div>`, "tab", "Drafts"],
  [`<section aria-label="Audit log"></section>`, "region", "Audit log"],
];

test("roles and accessible names", async () => {
  await draw("");
  const got = await page.evaluate((names) => {
    const { roleOf, nameOf } = window.Usher_;
    return names.map(([html]) => {
      document.body.innerHTML = html;
      const el = [...document.body.querySelectorAll("*")].find((e) => e.matches("input,select,textarea")) ?? document.body.lastElementChild;
      return [html, roleOf(el), nameOf(el, roleOf(el))];
    });
  }, NAMES);
  assert.deepEqual(got, NAMES);
});

test("the context says what is on the page, and nothing that was typed or is private", async () => {
  await draw(`<h1>Invoice</h1><button data-testid="send">Send</button><label>To <input value="typed-1"></label>
<textarea aria-label="Message">typed-2</textarea><select aria-label="Unit"><option selected>typed-3</option></select>
<div contenteditable aria-label="Note">typed-4</div><div data-usher-private><button>secret-1</button></div><p class="pii"><a href="/s">secret-2</a></p>
<button>Mail ann@example.com about <span data-usher-private>secret-3</span></button><button style="display:none">hidden-1</button>
<input type="hidden" value="typed-5"><button disabled aria-expanded="false">More</button><div role="alert">IMP-104 Row 14</div>`);
  const context = await page.evaluate(() => window.Usher_.collectPage({ privateSelector: ".pii", extra: { product_area: "invoices", controls: [], nonsense: 1 } }));
  assert.equal(context.route, "/invoices/42");
  assert.equal(context.title, "A title");
  assert.equal(context.locale, "en-GB");
  assert.equal(context.product_area, "invoices");
  assert.deepEqual(context.viewport, [1000, 700]);
  assert.doesNotMatch(JSON.stringify(context), /typed-|secret|hidden-1|example\.com|nonsense/);
  const by = (name) => context.controls.find((c) => c.name === name);
  assert.deepEqual({ ...by("Send"), box: undefined }, { tag: "button", role: "button", name: "Send", text: "", test_id: "send", heading: "Invoice", box: undefined, visible: true });
  assert.deepEqual(by("More").attributes, { disabled: "true", "aria-expanded": "false" });
  assert.ok(by("Mail [email] about"), "what is around a private part stays");
  assert.deepEqual(context.controls.map((c) => c.role), ["heading", "button", "textbox", "textbox", "combobox", "textbox", "button", "button", "alert"]);
  const { Control } = { Control: ["id", "tag", "role", "name", "text", "test_id", "heading", "attributes", "box", "visible"] };
  for (const control of context.controls) for (const key of Object.keys(control)) assert.ok(Control.includes(key), key);
});

test("a flood is cut: 200 controls, 300 characters, a size; those in the window stay", async () => {
  await draw(Array.from({ length: 900 }, (_, i) => `<button style="display:block">Button ${i} ${"x".repeat(500)}</button>`).join(""));
  await page.evaluate(() => scrollTo(0, 9000));
  const [all, small] = await page.evaluate(() => [window.Usher_.collectPage(), window.Usher_.collectPage({ maxBytes: 9000 })]);
  assert.ok(all.controls.length <= 200 && all.controls.every((c) => c.name.length <= 300));
  assert.ok(all.controls.some((c) => c.box[1] > 0 && c.box[1] < 700));
  assert.ok(JSON.stringify(small).length <= 9000 && small.controls.length > 5);
});

test("shadow roots and frames are looked into", async () => {
  await draw(`<div id="host"></div><iframe srcdoc="<button>In a frame</button>"></iframe>`);
  await page.waitForFunction(() => document.querySelector("iframe").contentDocument.querySelector("button"));
  const names = await page.evaluate(() => {
    document.querySelector("#host").attachShadow({ mode: "open" }).innerHTML = "<button>In a shadow</button>";
    return window.Usher_.collectPage().controls.map((c) => c.name);
  });
  assert.deepEqual(names, ["In a shadow", "In a frame"]);
});

test("the watcher tells of routes, clicks and errors, and puts everything back", async () => {
  await draw(`<button>Save <b>it</b></button><input aria-label="To"><p>No control</p><div data-usher-private><button id="p">secret</button></div>`);
  await page.evaluate(() => {
    window.pushed = history.pushState;
    window.watch = window.Usher_.watchPage();
    history.pushState(null, "", "/customers?name=secret");
    history.replaceState(null, "", "/customers");
  });
  await page.locator("b").click();
  await page.locator("input").click();
  await page.keyboard.type("typed");
  await page.locator("p").click();
  await page.locator("#p").click();
  await page.evaluate(async () => {
    setTimeout(() => { throw new Error("It broke"); });
    Promise.reject(new Error("INV-310 was refused"));
    const alert = Object.assign(document.createElement("div"), { role: "alert", textContent: "IMP-104 Row 14: date not recognised" });
    document.body.append(alert);
    window.watch.host("invoice.sent");
    await new Promise((done) => setTimeout(done, 50));
  });
  const { events, errors } = await page.evaluate(() => window.watch.recent());
  assert.deepEqual(events.map((e) => [e.kind, e.text]), [["navigation", "/customers"], ["click", "Save it"], ["click", "To"], ["host", "invoice.sent"]]);
  assert.deepEqual(errors.map((e) => [e.code, e.text]).sort(), [["IMP-104", "IMP-104 Row 14: date not recognised"], ["INV-310", "INV-310 was refused"], [undefined, "Uncaught Error: It broke"]].sort());
  assert.ok(events.every((e) => !Number.isNaN(Date.parse(e.at))));
  const after = await page.evaluate(() => {
    window.watch.remove();
    history.pushState(null, "", "/later");
    return [history.pushState === window.pushed, Object.hasOwn(history, "pushState"), window.watch.recent().events.length];
  });
  assert.deepEqual(after, [true, false, 4]);
});

test("texts on the page count where they can be read", async () => {
  await draw(`<p>Invoice <b>sent</b></p><p style="display:none">Hidden words</p><script>// In a script</script><div id="s"></div>`);
  const reads = (text) => page.evaluate((text) => window.Usher_.isOnPage(text), text);
  await page.evaluate(() => (document.querySelector("#s").attachShadow({ mode: "open" }).innerHTML = "<p>In a shadow</p>"));
  assert.deepEqual([await reads("invoice SENT"), await reads("Hidden words"), await reads("In a script"), await reads("In a shadow"), await reads("A title")], [true, false, false, true, true]);
});

test("likeness and routes", async () => {
  await draw("");
  const [alike, routes] = await page.evaluate(() => {
    const { similar, similarIds, routeMatches } = window.Usher_;
    return [
      [similar("Send invoice", "SEND INVOICE…"), similar("INV-0042", "INV-0039"), similar("Merge", "Cancel"), similarIds("invoice-send", "sendInvoice"), similar("", "")],
      [routeMatches("/invoices/*", "/invoices/42/"), routeMatches("/invoices/*", "/invoices"), routeMatches("/invoices", "/customers")],
    ];
  });
  assert.deepEqual(alike, [1, 0.7, 0, 0.9, 1]);
  assert.deepEqual(routes, [true, false, false]);
});
