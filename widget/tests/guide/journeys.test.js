// Guides as a contact meets them: they do what the bubble says, and the player sees whether it worked.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { how, openRoots, play, press, said, seen, serve, startBrowser, until } from "./browser.js";
import { HOST } from "./host.js";

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([
    startBrowser(),
    serve(HOST, { "content-security-policy": "default-src 'none'; script-src 'self'; frame-src 'self'; style-src 'self'" }),
  ]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

const step = (id, action, target, post = [], more = {}) => ({
  id, action, target, instruction: `Do ${id}.`, preconditions: [], postconditions: post, ...more,
});
const guide = (...steps) => ({ id: "g", title: "A guide", summary: "", steps });
const NAV = step("open", "click", { role: "link", name: "Invoices", test_id: "nav-invoices" }, [{ route: "/invoices" }]);

async function journey(name, path, run) {
  test(name, { timeout: 60_000 }, async () => {
    const context = await browser.newContext({ viewport: { width: 1000, height: 700 }, reducedMotion: "reduce" });
    const page = await context.newPage();
    const wrong = [];
    page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
    page.on("pageerror", (error) => wrong.push(error.stack));
    await openRoots(page);
    await page.goto(server.url + path);
    try {
      await run(page);
      assert.deepEqual(wrong, []);
    } finally {
      await context.close();
    }
  });
}

/** The ring is around this element, and the bubble is not over it. */
async function around(page, locator) {
  let box = await locator.boundingBox({ timeout: 5000 });
  const at = (s) => s?.ring && Math.abs(s.ring.x + 6 - box.x) < 3 && Math.abs(s.ring.y + 6 - box.y) < 3;
  const now = await until(page, async (s) => (box = await locator.boundingBox()) && at(s), "the ring around it");
  const { bubble } = now;
  const apart = bubble.x >= box.x + box.width || bubble.x + bubble.width <= box.x || bubble.y >= box.y + box.height || bubble.y + bubble.height <= box.y;
  assert.ok(apart, `the bubble covers it: ${JSON.stringify({ bubble, box })}`);
  return now;
}

journey("click, navigation, dialog, input, select, host event: all verified", "/", async (page) => {
  await play(page, guide(
    NAV,
    step("new", "click", { role: "button", name: "New invoice", test_id: "new" }, [{ element: { role: "dialog", name: "New invoice" } }]),
    step("customer", "input", { role: "textbox", name: "Customer", test_id: "customer" }, [{ element: { role: "button", name: "Save invoice" } }]),
    step("unit", "select", { role: "combobox", name: "Unit", test_id: "unit" }, [{ element: { role: "button", name: "Save invoice" } }]),
    step("save", "click", { role: "button", name: "Save invoice", test_id: "save" }, [{ text: "Invoice saved" }, { event: "invoice.saved" }]),
  ));
  const first = await around(page, page.getByRole("link", { name: "Invoices" }));
  assert.equal(first.step, "Step 1 of 5");
  assert.match(first.live, /Step 1 of 5\. Do open\..*F6/);
  assert.ok(!first.buttons.includes("Back"));
  await page.getByRole("link", { name: "Invoices" }).click();
  await around(page, page.getByRole("button", { name: "New invoice" }));
  await page.getByRole("button", { name: "New invoice" }).click();
  await until(page, (s) => s.say === "Do customer.");
  await around(page, page.getByLabel("Customer"));
  await page.getByLabel("Customer").pressSequentially("Oak");
  await page.waitForTimeout(700);
  assert.equal((await seen(page)).say, "Do customer.", "it waits while they type");
  assert.ok(await page.getByLabel("Customer").evaluate((el) => el === document.activeElement), "the focus stays where they type");
  await page.keyboard.press("Tab");
  await until(page, (s) => s.say === "Do unit.");
  await page.getByLabel("Unit").selectOption("Days");
  await until(page, (s) => s.say === "Do save.");
  await page.getByTestId("save").click();
  await until(page, (s) => s.say === "Well done, that was all.");
  assert.deepEqual(await said(page), ["open completed", "new completed", "customer completed", "unit completed", "save completed"]);
  assert.equal(await how(page), "completed");
  await until(page, (s) => s === undefined, "nothing is left");
});

journey("the buttons work above a modal dialog", "/invoices", async (page) => {
  await play(page, guide(
    step("new", "click", { role: "button", name: "New invoice", test_id: "new" }, [{ element: { role: "dialog", name: "New invoice" } }]),
    step("customer", "input", { role: "textbox", name: "Customer", test_id: "customer" }),
  ));
  await page.getByTestId("new").click();
  await until(page, (s) => s.say === "Do customer.");
  await page.waitForTimeout(500);
  await press(page, "Skip");
  await until(page, (s) => s === undefined, "the end");
  assert.deepEqual(await said(page), ["new completed", "customer skipped"]);
  assert.equal(await how(page), "lost");
});

journey("a step that the page satisfies is passed over", "/invoices", async (page) => {
  await play(page, guide(NAV, step("new", "click", { role: "button", name: "New invoice" }, [{ event: "never" }])));
  await until(page, (s) => s.say === "Do new.");
  assert.deepEqual(await said(page), ["open completed already_held"]);
});

journey("a late element is waited for", "/team", async (page) => {
  await play(page, guide(step("late", "click", { role: "button", name: "Late button", test_id: "late" })));
  const waiting = await until(page, (s) => s?.note.startsWith("Looking"));
  assert.equal(waiting.ring, undefined);
  await around(page, page.getByTestId("late"));
  await page.getByTestId("late").click();
  await until(page, (s) => s?.say === "Well done, that was all.");
});

journey("a target that never comes falls back to words, and the contact's word is checked", "/team", async (page) => {
  await play(page, guide(
    step("gone", "click", { role: "button", name: "Open the vault", test_id: "vault" }, [{ route: "/invoices" }]),
    step("next", "observe", { role: "heading", name: "Invoices" }),
  ));
  const words = await until(page, (s) => s?.note.includes("in words"), "words", 14_000);
  assert.equal(words.side, "docked");
  assert.deepEqual(await said(page), ["gone failed target_missing"]);
  assert.ok(words.buttons.includes("I’ve done it"));
  await page.getByRole("link", { name: "Invoices" }).click();
  await until(page, (s) => s.say === "Do next.");
  await until(page, (s) => s.buttons.includes("Next"));
  await press(page, "Next");
  await until(page, (s) => s?.say === "Well done, that was all.");
  assert.deepEqual(await said(page), ["gone failed target_missing", "gone completed", "next completed"]);
});

journey("a target that is removed and drawn anew is followed", "/invoices", async (page) => {
  await play(page, guide(step("new", "click", { role: "button", name: "New invoice", test_id: "new" }, [{ element: { role: "dialog", name: "New invoice" } }])));
  await around(page, page.getByTestId("new"));
  await page.evaluate(() => {
    const old = document.querySelector("[data-testid=new]");
    old.remove();
    setTimeout(() => {
      const again = old.cloneNode(true);
      again.onclick = () => document.querySelector("dialog").showModal();
      document.querySelector("main").append(document.createElement("hr"), again);
    }, 800);
  });
  await until(page, (s) => !s.ring, "no ring around nothing");
  await around(page, page.getByTestId("new"));
  await page.getByTestId("new").click();
  await until(page, (s) => s?.say === "Well done, that was all.");
});

journey("two of the same are not guessed between", "/team", async (page) => {
  await page.evaluate(() => document.querySelector("main").append(...[1, 2].map(() => Object.assign(document.createElement("button"), { textContent: "Twin" }))));
  await play(page, guide(step("twin", "click", { role: "button", name: "Twin" })));
  await until(page, (s) => s?.note.includes("in words"), "words", 8000);
  assert.deepEqual(await said(page), ["twin failed ambiguous"]);
});

journey("a postcondition that never holds is said, and the step can be left", "/team", async (page) => {
  await play(page, guide(
    step("nothing", "click", { role: "button", name: "Does nothing" }, [{ text: "It worked" }]),
    step("see", "observe", { role: "heading", name: "Team" }),
  ));
  await around(page, page.getByRole("button", { name: "Does nothing" }));
  await page.getByRole("button", { name: "Does nothing" }).click();
  await until(page, (s) => s.note === "Checking…");
  await until(page, (s) => s.note.startsWith("I can’t see yet"), "unmet", 11_000);
  assert.deepEqual(await said(page), ["nothing failed postcondition_unmet"]);
  await press(page, "Skip");
  await until(page, (s) => s.say === "Do see.");
  await press(page, "Back");
  await until(page, (s) => s.say === "Do nothing.");
  await press(page, "Stop the guide");
  assert.equal(await how(page), "stopped");
  assert.equal(await seen(page), undefined);
});

journey("scroll container, shadow root, frame: ringed where they are", "/parts", async (page) => {
  await play(page, guide(
    step("row", "click", { role: "button", name: "Row FF32" }),
    step("shadow", "click", { role: "button", name: "Inside the shadow" }, [{ text: "Clicked inside" }]),
    step("city", "input", { role: "textbox", name: "City" }),
    step("look", "click", { role: "button", name: "Look up" }),
  ));
  const row = page.getByRole("button", { name: "Row FF32" });
  await around(page, row);
  await page.evaluate(() => (document.querySelector("#list").scrollTop = 0));
  const hidden = await until(page, (s) => !s.ring && s.buttons.includes("Show me where"), "out of sight");
  assert.equal(hidden.side, "docked");
  await press(page, "Show me where");
  await around(page, row);
  await row.click();
  const shadow = page.getByRole("button", { name: "Inside the shadow" });
  await around(page, shadow);
  await shadow.click();
  const frame = page.frameLocator("iframe");
  await around(page, frame.getByLabel("City"));
  await frame.getByLabel("City").fill("Bath");
  await until(page, (s) => s.say === "Do look.");
  await frame.getByRole("button").click();
  await until(page, (s) => s?.say === "Well done, that was all.");
});

journey("a password field is only pointed at", "/parts", async (page) => {
  await play(page, guide(step("password", "input", { role: "textbox", name: "Password", test_id: "password" })));
  const now = await around(page, page.getByTestId("password"));
  assert.match(now.note, /only point/);
  await page.getByTestId("password").fill("secret");
  await page.keyboard.press("Tab");
  await page.waitForTimeout(2000);
  assert.deepEqual(await said(page), []);
  await press(page, "Next");
  await until(page, (s) => s?.say === "Well done, that was all.");
});

journey("it goes on after a full page load", "/", async (page) => {
  const both = guide(
    step("full", "click", { role: "link", name: "Full page" }, [{ route: "/full" }]),
    step("on", "click", { role: "button", name: "Go on", test_id: "go-on" }, [{ text: "Gone on" }]),
  );
  await play(page, both);
  await page.getByRole("link", { name: "Full page" }).click();
  await page.waitForURL("**/full");
  await play(page, both, { start: Number(await page.evaluate(() => sessionStorage.getItem("step"))) });
  await until(page, (s) => s?.say === "Do on.");
  await page.getByTestId("go-on").click();
  await until(page, (s) => s?.say === "Well done, that was all.");
  assert.deepEqual(await said(page), ["full completed already_held", "on completed"]);
});

journey("a dialog closed by mistake leads back to the step that opens it", "/invoices", async (page) => {
  await play(page, guide(
    step("new", "click", { role: "button", name: "New invoice", test_id: "new" }, [{ element: { role: "dialog", name: "New invoice" } }]),
    step("customer", "input", { role: "textbox", name: "Customer", test_id: "customer" }),
  ));
  await page.getByTestId("new").click();
  await until(page, (s) => s.say === "Do customer.");
  await page.keyboard.press("Escape");
  assert.equal(await how(page), undefined, "Escape was the dialog's");
  await until(page, (s) => s.say === "Do new.", "back", 8000);
});

journey("it does not look like this: words, and a report", "/invoices", async (page) => {
  await play(page, guide(step("new", "click", { role: "button", name: "New invoice" }, [{ text: "New invoice" }, { event: "x" }])));
  await until(page, (s) => s?.ring);
  await press(page, "It does not look like this");
  await until(page, (s) => !s.ring && s.note.includes("in words"));
  assert.deepEqual(await said(page), ["new failed looks_different"]);
});

journey("keyboard: F6 to the bubble and back, Escape stops", "/invoices", async (page) => {
  await play(page, guide(step("new", "click", { role: "button", name: "New invoice" })));
  await until(page, (s) => s?.ring);
  const inside = () => page.evaluate(() => !!window.usherRoot.activeElement);
  assert.equal(await inside(), true, "at the start the bubble has the focus");
  await page.keyboard.press("F6");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "New invoice");
  await page.keyboard.press("F6");
  assert.equal(await inside(), true);
  await page.keyboard.press("Escape");
  assert.equal(await how(page), "stopped");
});

journey("remove leaves nothing behind", "/invoices", async (page) => {
  const before = await page.evaluate(() => document.documentElement.outerHTML);
  await page.evaluate(() => {
    window.live = 0;
    const [add, raf] = [EventTarget.prototype.addEventListener, window.requestAnimationFrame];
    EventTarget.prototype.addEventListener = function (type, listener, options) {
      if (this === window || this === document) {
        window.live += 1;
        options?.signal?.addEventListener("abort", () => (window.live -= 1));
      }
      return add.call(this, type, listener, options);
    };
    window.frames_ = 0;
    window.requestAnimationFrame = (f) => ((window.frames_ += 1), raf(f));
  });
  await play(page, guide(step("new", "click", { role: "button", name: "New invoice" })));
  await until(page, (s) => s?.ring);
  await page.evaluate(() => window.player.remove());
  assert.equal(await page.evaluate(() => window.live), 0);
  const frames = await page.evaluate(() => window.frames_);
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => window.frames_), frames);
  assert.equal(await page.evaluate(() => document.documentElement.outerHTML), before);
});
