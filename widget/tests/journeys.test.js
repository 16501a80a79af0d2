// What contacts do, start to end, against the real server, in a real browser.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, dialog, field, launcher, openPanel, PHONE, replies, visit } from "./browser.js";
import { browser, usher } from "./stage.js";
import { token } from "./usher.js";

const ANSWERED = "How many invoices can I send per month on the free plan?";
const GUIDED = "Show me how to invite a teammate";

function journey(name, path, steps, { expected = [], ...options } = {}) {
  test(name, { timeout: 60_000 }, async () => {
    const visitor = await visit(browser, usher.host + path, options);
    try {
      await steps(visitor.page, visitor);
      const wrong = visitor.wrong.filter((line) => !expected.some((pattern) => pattern.test(line)));
      assert.deepEqual(wrong, []);
    } finally {
      await visitor.close();
    }
  });
}

const press = (page, name) => dialog(page).getByRole("button", { name, exact: true }).first().click();

/** The visitor's conversation as the server has it. */
const log = (page) =>
  page.evaluate(async (address) => {
    const value = (end) => localStorage.getItem(Object.keys(localStorage).find((key) => key.endsWith(end)));
    const url = `${address}/v1/conversations/${value(".conversation")}/events?after=0`;
    return (await (await fetch(url, { headers: { authorization: `Bearer ${value(".token")}` } })).json()).events;
  }, usher.url);

const init = (page, options) =>
  page.evaluate(async ([address, given]) => {
    await new Promise((done) => {
      const script = document.createElement("script");
      script.src = `${address}/widget.js`;
      script.onload = done;
      document.head.append(script);
    });
    window.Usher.init({ inbox: "main", ...given });
  }, [usher.url, options]);

journey("under the strictest policy a question is answered, and its source unfolds to the exact quote", "/strict", async (page) => {
  await openPanel(page);
  await dialog(page).getByText("Usher is an AI").waitFor();
  const reply = await ask(page, ANSWERED);
  const quote = reply.locator("blockquote");
  assert.equal(await quote.isVisible(), false);
  await reply.getByRole("button", { name: "Source 1", exact: true }).click();
  await quote.waitFor();
  assert.match(await quote.innerText(), /Free: 10\b/);
  await reply.getByText("Well covered by the docs").waitFor();
  await dialog(page).getByText(/^(Delivered|Read)$/).last().waitFor();
  assert.equal(await page.locator("style, [style]").count(), 0, "no inline style");
});

journey("a choice among readings is made with one press", "/", async (page) => {
  await page.evaluate(() => localStorage.setItem("usher.main.page", "no"));
  await openPanel(page);
  const reply = await ask(page, "it doesn't work");
  const options = reply.getByRole("group").getByRole("button");
  const words = await options.first().innerText();
  await options.first().click();
  await dialog(page).locator(".msg.me").getByText(words).waitFor();
  await replies(page).nth(1).waitFor();
  assert.equal(await options.first().isDisabled(), true);
});

journey("a guide is offered as a card, plays, and its steps reach the server", "/plain", async (page) => {
  await init(page, { token: token() });
  await openPanel(page);
  const reply = await ask(page, GUIDED);
  await reply.getByRole("heading", { name: "Invite a teammate" }).waitFor();
  await reply.getByText("Steps: 6").waitFor();
  await reply.getByRole("button", { name: "The steps in words" }).click();
  assert.equal(await reply.getByRole("listitem").count(), 6);
  await reply.getByRole("button", { name: "Show me" }).click();
  await dialog(page).waitFor({ state: "hidden" });
  const kept = await page.waitForFunction(() => Object.keys(sessionStorage).find((key) => key.endsWith(".guide")));
  assert.match(await kept.jsonValue(), /^usher\.main\.c/);
});

journey("a guide goes on over page loads, ends verified, and asks whether it helped", "/plain", async (page, { context }) => {
  await context.exposeFunction("testToken", () => token({ sub: "guided" }));
  await page.goto(`${usher.host}/app`);
  await openPanel(page);
  const reply = await ask(page, GUIDED);
  await reply.getByRole("button", { name: "Show me" }).click();
  const player = page.locator("usher-guide");
  const says = (words) => player.getByText(words).first().waitFor({ timeout: 10_000 });
  await says("Open Settings");
  await page.getByTestId("nav-settings").click();
  await says("Choose Team");
  await page.getByTestId("settings-team").click();
  await says("Choose Invite teammate");
  await page.getByTestId("team-invite").click();
  await says("Enter their Work email");
  await page.getByTestId("invite-email").fill("sam@example.com");
  await page.getByTestId("invite-email").press("Tab");
  await says("Pick a Role");
  await page.getByTestId("invite-role").selectOption("Accountant");
  await says("Choose Send invitation");
  await page.getByTestId("invite-send").click();
  await dialog(page).getByText("Did this solve it?").waitFor({ timeout: 15_000 });
  await dialog(page).getByRole("button", { name: "The steps in words" }).click();
  const outcomes = await dialog(page).locator(".steps li").evaluateAll((items) => items.map((item) => item.dataset.outcome));
  assert.deepEqual(outcomes, Array(6).fill("completed"));
});

journey("a person is one press away, and the handover is said", "/", async (page) => {
  await openPanel(page);
  await dialog(page).getByRole("button", { name: "Talk to a person" }).click();
  await dialog(page).getByText("Handed to a person").first().waitFor();
  await dialog(page).getByText("Waiting for a person").waitFor();
});

journey("a reload keeps the place, and what was half written", "/", async (page) => {
  await openPanel(page);
  await ask(page, ANSWERED);
  await field(page).fill("and what about");
  await page.reload();
  await openPanel(page);
  await replies(page).first().waitFor();
  assert.equal(await field(page).inputValue(), "and what about");
  assert.equal(await dialog(page).locator(".msg.me").count(), 1);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await openPanel(other);
  await replies(other).first().waitFor();
  await ask(other, "What does IMP-104 mean?");
  await replies(page).nth(1).waitFor();
});

journey("earlier conversations are listed with what was said last, and opened again", "/", async (page) => {
  await openPanel(page);
  await ask(page, ANSWERED);
  await dialog(page).getByRole("button", { name: "New conversation" }).click();
  await dialog(page).locator(".greeting").waitFor();
  assert.equal(await replies(page).count(), 0);
  await ask(page, "What does IMP-104 mean?");
  await dialog(page).getByRole("button", { name: "Your conversations" }).click();
  await dialog(page).locator(".talk").nth(1).getByText(/Free: 10|With the AI agent/).first().waitFor();
  await dialog(page).getByRole("button", { name: ANSWERED }).click();
  await dialog(page).locator(".msg.me").getByText(ANSWERED).waitFor();
});

journey("what is written without a network is kept over a reload and sent later, once", "/", async (page) => {
  await openPanel(page);
  await ask(page, ANSWERED);
  usher.front.cut(true);
  await dialog(page).getByText("Connection lost").waitFor();
  await field(page).fill("What does IMP-104 mean?");
  await field(page).press("Enter");
  await dialog(page).getByText("Will be sent when you are connected").waitFor();
  usher.front.cut(false);
  await page.reload();
  await openPanel(page);
  await replies(page).nth(1).waitFor({ timeout: 20_000 });
  assert.equal(await dialog(page).locator(".msg.me").count(), 2);
  assert.equal(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(".out.")).length), 0);
}, { expected: [/ERR_|net::|WebSocket/] });

journey("the very first message survives too when the page goes away mid-send", "/", async (page) => {
  await openPanel(page);
  usher.front.cut(true);
  await field(page).fill(ANSWERED);
  await field(page).press("Enter");
  await dialog(page).locator(".msg.me").waitFor();
  usher.front.cut(false);
  await page.goto(`${usher.host}/base`);
  await openPanel(page);
  await replies(page).first().waitFor({ timeout: 20_000 });
  assert.equal(await dialog(page).locator(".msg.me").count(), 1);
}, { expected: [/ERR_|net::|WebSocket/] });

journey("a message of 100,000 characters is not sent, with clear words", "/", async (page) => {
  await openPanel(page);
  await field(page).fill("x".repeat(100_000));
  await dialog(page).getByText("100,000 of 8,000 characters").waitFor();
  assert.equal(await dialog(page).getByRole("button", { name: "Send", exact: true }).isDisabled(), true);
  assert.equal((await field(page).inputValue()).length, 100_000, "nothing is cut");
});

journey("HTML in a message is text", "/", async (page) => {
  await openPanel(page);
  await ask(page, "<img src=x onerror=alert(1)> how do I send an invoice?");
  await dialog(page).locator(".msg.me").getByText("<img src=x").waitFor();
  assert.equal(await dialog(page).locator("img, script").count(), 0);
});

journey("an answer that solved it settles the conversation, and the rating stays over a reload", "/", async (page) => {
  await openPanel(page);
  await ask(page, ANSWERED);
  await press(page, "Yes");
  await dialog(page).getByText("This conversation is settled").first().waitFor();
  await dialog(page).locator(".star").nth(3).click();
  await dialog(page).getByLabel("Anything to add? (optional)").fill("Quick!");
  await press(page, "Send rating");
  await dialog(page).getByText("Thank you for your rating.").first().waitFor();
  await page.reload();
  await openPanel(page);
  await dialog(page).getByRole("img", { name: "4 stars" }).waitFor();
});

journey("an anonymous rating is taken, and is in no event", "/", async (page) => {
  await openPanel(page);
  await ask(page, ANSWERED);
  await press(page, "Yes");
  await dialog(page).locator(".star").nth(0).click();
  await dialog(page).getByLabel("Rate anonymously").check();
  await press(page, "Send rating");
  await dialog(page).getByText("Thank you for your rating.").first().waitFor();
  const events = await log(page);
  assert.deepEqual(events.filter(({ kind }) => kind === "conversation.rated"), []);
});

journey("a judgement made without a network goes when there is one, over a reload", "/", async (page) => {
  await openPanel(page);
  await ask(page, ANSWERED);
  usher.front.cut(true);
  await dialog(page).getByText("Connection lost").waitFor();
  await press(page, "Not yet");
  await dialog(page).getByRole("button", { name: "Say it differently" }).waitFor();
  usher.front.cut(false);
  await page.reload();
  await openPanel(page);
  await dialog(page).getByRole("button", { name: "Say it differently" }).waitFor();
  await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.includes(".out.")), undefined, { timeout: 20_000 });
  assert.deepEqual((await log(page)).filter(({ kind }) => kind === "turn.judged").map(({ body }) => body.solved), [false]);
}, { expected: [/ERR_|net::|WebSocket/] });

journey("two devices of one person: what is read, judged and rated on one shows on the other", "/plain", async (page) => {
  const who = token({ sub: `two-${Date.now()}` });
  await init(page, { token: who });
  await openPanel(page);
  await ask(page, ANSWERED);
  const other = await visit(browser, `${usher.host}/plain`);
  await init(other.page, { token: who });
  await openPanel(other.page);
  await dialog(other.page).getByRole("button", { name: "Your conversations" }).click();
  await dialog(other.page).getByRole("button", { name: ANSWERED }).click();
  await replies(other.page).first().waitFor();
  await other.page.keyboard.press("Escape");
  await field(page).fill("What does IMP-104 mean?");
  await field(page).press("Enter");
  await replies(page).nth(1).waitFor();
  // Read there before it could be looked at here: the badge comes, if at all, only to go.
  await other.page.locator("usher-widget .badge").waitFor({ state: "hidden" });
  await openPanel(other.page);
  await press(page, "Yes");
  await dialog(other.page).getByText("This conversation is settled").first().waitFor();
  await dialog(page).locator(".star").nth(4).click();
  await press(page, "Send rating");
  await dialog(other.page).getByRole("img", { name: "5 stars: excellent" }).waitFor();
  assert.deepEqual(other.wrong, []);
  await other.close();
});

journey("a person is asked for in the contact's own language", "/ja", async (page) => {
  await openPanel(page);
  await press(page, "担当者と話す");
  await dialog(page).getByText("担当者に引き継ぎました").first().waitFor();
});

journey("a host that clears its page, overrides globals, has a base, or is in quirks mode", "/base", async (page) => {
  await page.waitForFunction(() => window.Usher);
  await page.evaluate(() => {
    document.querySelector("usher-widget").remove();
    window.fetch = window.WebSocket = window.setTimeout = () => {
      throw new Error("the host took it");
    };
    JSON.parse = JSON.stringify = window.fetch;
    Storage.prototype.clear.call(sessionStorage);
  });
  await openPanel(page);
  await ask(page, ANSWERED);
  await page.goto(`${usher.host}/quirks`);
  await openPanel(page);
  await replies(page).first().waitFor();
  assert.equal(await page.evaluate(() => document.compatMode), "BackCompat");
});

journey("a wrong inbox says that help cannot be reached, and throws nothing", "/wrong-inbox", async (page) => {
  await launcher(page).click();
  await field(page).fill(ANSWERED);
  await field(page).press("Enter");
  await dialog(page).getByText("Not sent.").waitFor();
}, { expected: [/404/] });

journey("an expired token is replaced through the callback", "/plain", async (page) => {
  const old = token({ iat: Math.floor(Date.now() / 1000) - 7200, exp: Math.floor(Date.now() / 1000) - 3600 });
  const asked = [];
  await page.exposeFunction("freshToken", () => (asked.push(1), asked.length === 1 ? old : token()));
  await init(page, {});
  await page.evaluate(() => window.Usher.identify(() => window.freshToken()));
  await openPanel(page);
  await ask(page, ANSWERED);
  assert.equal(asked.length, 2);
}, { expected: [/401/] });

journey("shutdown leaves nothing behind", "/plain", async (page) => {
  await page.evaluate(() => {
    window.alive = { timers: new Set(), sockets: [], listeners: new Map() };
    const { setInterval, clearInterval } = window;
    window.setInterval = (...all) => {
      const id = setInterval(...all);
      window.alive.timers.add(id);
      return id;
    };
    window.clearInterval = (id) => (window.alive.timers.delete(id), clearInterval(id));
    const Socket = window.WebSocket;
    window.WebSocket = class extends Socket {
      constructor(...all) {
        super(...all);
        window.alive.sockets.push(this);
      }
    };
    for (const target of [window, document]) {
      const { addEventListener, removeEventListener } = target;
      const count = (name, by) => window.alive.listeners.set(name, (window.alive.listeners.get(name) ?? 0) + by);
      target.addEventListener = function (name, listener, options) {
        count(name, 1);
        options?.signal?.addEventListener("abort", () => count(name, -1));
        options?.once && addEventListener.call(target, name, () => count(name, -1), { once: true });
        return addEventListener.call(target, name, listener, options);
      };
      target.removeEventListener = function (name, ...rest) {
        count(name, -1);
        return removeEventListener.call(target, name, ...rest);
      };
    }
  });
  const before = await page.evaluate(() => document.documentElement.outerHTML);
  await init(page, {});
  await openPanel(page);
  await ask(page, ANSWERED);
  await page.evaluate(() => window.Usher.shutdown());
  await page.waitForTimeout(300);
  const left = await page.evaluate(() => ({
    widgets: document.querySelectorAll("usher-widget, usher-guide").length,
    timers: window.alive.timers.size,
    sockets: window.alive.sockets.filter((socket) => socket.readyState < 2).length,
    listeners: [...window.alive.listeners].filter(([, count]) => count > 0),
  }));
  assert.deepEqual(left, { widgets: 0, timers: 0, sockets: 0, listeners: [] });
  const html = await page.evaluate(() => {
    document.querySelector("script[src$='widget.js']").remove();
    return document.documentElement.outerHTML;
  });
  assert.equal(html, before);
  await page.evaluate(() => window.Usher.init({ inbox: "main" }));
  await openPanel(page);
  await replies(page).first().waitFor();
});

journey("what is sent is shown: no typed value, nothing private; and the contact may keep it back", "/", async (page) => {
  await openPanel(page);
  await dialog(page).getByRole("button", { name: "What is sent", exact: true }).click();
  await dialog(page).getByText("Exactly as it is sent").click();
  const raw = await dialog(page).getByLabel("Exactly as it is sent").innerText();
  assert.match(raw, /New invoice/);
  assert.doesNotMatch(raw, /a secret that was typed|12,000/);
  const explained = await page.evaluate(() => window.Usher.explainContext());
  assert.equal(explained.title, "Invoices · Tallybook");
  await dialog(page).getByRole("switch").uncheck();
  await dialog(page).getByText("Nothing about this page is sent.").waitFor();
});

journey("the keyboard alone is enough: open, write, leave, and the focus returns", "/", async (page) => {
  await launcher(page).focus();
  await page.keyboard.press("Enter");
  await dialog(page).waitFor();
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.activeElement?.localName === "textarea");
  await page.keyboard.type(ANSWERED);
  await page.keyboard.press("Enter");
  await replies(page).first().waitFor();
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });
  assert.equal(await page.evaluate(() => document.querySelector("usher-widget").shadowRoot.activeElement.className), "launcher");
});

journey("on a phone the focus stays within the panel", "/", async (page) => {
  await openPanel(page);
  assert.equal(await dialog(page).getAttribute("aria-modal"), "true");
  for (let presses = 0; presses < 14; presses++) {
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.localName), "usher-widget");
  }
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(over <= 0, `${over} px too wide`);
}, PHONE);
