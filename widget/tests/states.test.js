// States that need people, other devices or a server that answers just so, played by a script: what they say, and that
// axe-core finds nothing, in light and dark, on a desktop and a phone. SCREENSHOTS names a folder to keep pictures in.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { dialog, field, launcher, openPanel, PHONE, startBrowser } from "./browser.js";
import { look } from "./look.js";
import { startScripted, visitScripted } from "./scripted.js";

const QUESTION = "How many invoices can I send per month on the free plan?";
const ANSWER = "Free: 10 invoices a month. Plus: 250.";
const TEAM = [{ name: "Marta Silva", photo: "/v1/files/marta" }, { name: "Jo Wells", photo: null }, { name: "Ken", photo: "/v1/files/ken" }];
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const talk = (id, more) => ({ id, inbox: "main", state: "pending", created_at: ago(60), updated_at: ago(60), last_seq: 4, read: { contact: 4, people: 0 }, unread: 0, ...more });
const TALKS = [
  talk("a", { title: "Why did my import stop at row 40?", preview: { author: "human_agent", text: "Row 40 has a date that the importer cannot read: it has to be 2026-03-31.", at: ago(5) }, unread: 2, state: "open" }),
  talk("b", { title: QUESTION, preview: { author: "ai_agent", text: ANSWER, at: ago(180) }, state: "resolved" }),
  talk("c", { title: "Can I change the currency of an invoice that was sent already, without voiding it?", preview: { author: "contact", text: "Thanks", at: ago(3000) } }),
  talk("d", { title: "مرحبا، كيف أرسل فاتورة؟", preview: { author: "ai_agent", text: "Open Invoices.", at: ago(30_000) } }),
];

const html = (attributes = "", root = 'lang="en"') => `<!doctype html><html ${root}><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Invoices · Tallybook</title>
<style>body{margin:0;font:16px system-ui;background:#f6f7f9;color:#1c2430}main{padding:40px}@media(prefers-color-scheme:dark){body{background:#0f1115;color:#dde}}</style>
<script src="/widget.js" data-inbox="main" ${attributes} async></script></head><body><main><h1>Invoices</h1></main></body></html>`;

let browser;
let host;

before(async () => {
  host = await startScripted({
    "/": html(),
    "/rtl": html("", 'lang="ar" dir="rtl"'),
    "/no-pictures": html().replace("<title>", `<meta http-equiv="content-security-policy" content="img-src 'none'"><title>`),
    "/tagged": html('data-color="#aa0000" data-offset="40"'),
  });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await host?.stop();
});

const press = (page, name) => dialog(page).getByRole("button", { name, exact: true }).first().click();

function state(name, steps, { path = "/", given, options, expected = [] } = {}) {
  test(name, { timeout: 60_000 }, async () => {
    const visitor = await visitScripted(browser, host.url + path, options, given);
    try {
      await steps(visitor.page, visitor.script);
      assert.deepEqual(visitor.wrong.filter((line) => !expected.some((pattern) => pattern.test(line))), []);
    } finally {
      await visitor.close();
    }
  });
}

/** A question and the agent's answer to it. */
async function answered(page, script) {
  await openPanel(page);
  await field(page).fill(QUESTION);
  await field(page).press("Enter");
  await dialog(page).getByText("Delivered").waitFor();
  script.reply(ANSWER);
  await dialog(page).getByText("Did this solve it?").waitFor();
}

state("yes: the judgement goes to the server, and the stars come with its word", async (page, script) => {
  await answered(page, script);
  await press(page, "Yes");
  assert.equal((await script.frame("judgement")).solved, true);
  await dialog(page).getByText("This conversation is settled").first().waitFor();
  await dialog(page).locator(".star").nth(4).click();
  await dialog(page).getByLabel("Anything to add? (optional)").fill("Quick!");
  await press(page, "Send rating");
  const { stars, comment, anonymous } = await script.frame("rating");
  assert.deepEqual([stars, comment, anonymous], [5, "Quick!", undefined]);
  await dialog(page).getByText("Thank you for your rating.").first().waitFor();
  await dialog(page).getByRole("img", { name: "5 stars: excellent" }).waitFor();
  await page.reload();
  await openPanel(page);
  await dialog(page).getByRole("img", { name: "5 stars: excellent" }).waitFor();
});

state("an anonymous rating says so, and is not asked for again after a reload", async (page, script) => {
  await answered(page, script);
  script.event("conversation.resolved", { resolution: "assumed" });
  await dialog(page).locator(".star").nth(1).click();
  await dialog(page).getByLabel("Rate anonymously").check();
  await press(page, "Send rating");
  assert.equal((await script.frame("rating")).anonymous, true);
  await dialog(page).getByText("Thank you for your rating.").first().waitFor();
  await page.reload();
  await openPanel(page);
  await dialog(page).getByText("Thank you for your rating.").first().waitFor();
  assert.equal(await dialog(page).locator(".rating form").count(), 0);
});

state("not yet: the question comes back to be changed, and a person is one press away", async (page, script) => {
  await answered(page, script);
  await press(page, "Not yet");
  assert.equal((await script.frame("judgement")).solved, false);
  await press(page, "Say it differently");
  assert.equal(await field(page).inputValue(), QUESTION);
  await dialog(page).locator(".solved").getByRole("button", { name: "Talk to a person" }).click();
  const message = await script.frame("message");
  assert.deepEqual([message.person, message.text], [true, "I want to talk to a person"]);
});

state("a judgement and a rating of another device show here", async (page, script) => {
  await answered(page, script);
  script.event("turn.judged", { turn: script.log.at(-1).body.turn.id, solved: false });
  await dialog(page).getByText("Tell me what is missing").first().waitFor();
  script.event("conversation.resolved", { resolution: "confirmed" });
  script.event("conversation.rated", { stars: 2, comment: null });
  await dialog(page).getByRole("img", { name: "2 stars" }).waitFor();
});

state("a server that knows neither judgements nor ratings: no false thanks, and messages still go", async (page, script) => {
  await answered(page, script);
  await press(page, "Not yet");
  await script.frame("judgement");
  await field(page).fill("And on Plus?");
  await field(page).press("Enter");
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelectorAll('.me[data-delivery="delivered"]').length === 2);
  script.event("conversation.resolved", { resolution: "assumed" });
  await dialog(page).locator(".star").nth(2).click();
  await press(page, "Send rating");
  await dialog(page).getByText("That did not go through.").waitFor();
  assert.equal(await dialog(page).getByText("Thank you for your rating.").count(), 0);
}, { given: { absent: ["judgement", "rating"] } });

state("a message is sending, delivered, read; in words and by a tick", async (page, script) => {
  await openPanel(page);
  await field(page).fill(QUESTION);
  await field(page).press("Enter");
  const mark = dialog(page).locator(".delivery");
  await mark.getByText("Delivered").waitFor();
  assert.equal(await mark.locator("svg").count(), 1);
  script.say({ type: "read", reader: "people", seq: script.log.length });
  await mark.getByText("Read", { exact: true }).waitFor();
});

state("what is before the contact's eyes is read, what is not stays unread, and another device clears the badge", async (page, script) => {
  await answered(page, script);
  await page.waitForFunction(() => true);
  assert.equal((await script.frame("read")).seq, script.log.length);
  await page.keyboard.press("Escape");
  script.reply("One more thing.");
  await page.locator("usher-widget .badge").getByText("1").waitFor();
  assert.equal(script.heard.filter((frame) => frame.type === "read" && frame.seq === script.log.length).length, 0);
  script.say({ type: "read", reader: "contact", seq: script.log.length });
  await page.locator("usher-widget .badge").waitFor({ state: "hidden" });
});

state("a badge that was never looked into is cleared by another device, too", async (page, script) => {
  await answered(page, script);
  await page.keyboard.press("Escape");
  await page.goto("about:blank");
  script.reply("One more thing.");
  await page.goto(`${host.url}/`);
  await page.locator("usher-widget .badge").getByText("1").waitFor();
  script.read(script.log.length);
  await page.locator("usher-widget .badge").waitFor({ state: "hidden" });
});

state("conversations have title, preview, time, state, and what is unread", async (page) => {
  await openPanel(page);
  await press(page, "Your conversations");
  const first = dialog(page).locator(".talk").first();
  assert.match(await first.innerText(), /Why did my import stop at row 40\?[\s\S]*2[\s\S]*Row 40 has a date[\s\S]*With a person[\s\S]*\d minutes ago/);
  assert.match(await dialog(page).locator(".talk").nth(2).innerText(), /You: Thanks[\s\S]*2 days ago/);
}, { given: { conversations: TALKS } });

state("the inbox's looks are worn, and what the tag says goes before them", async (page) => {
  const of = (node, name) => node.evaluate((n, key) => getComputedStyle(n)[key], name);
  const button = launcher(page);
  assert.equal(await of(button, "backgroundColor"), "rgb(170, 0, 0)");
  assert.equal(await of(button, "left"), "40px");
  await openPanel(page);
  assert.equal(await dialog(page).locator(".face img").count(), 1);
  await dialog(page).getByRole("img", { name: "Jo Wells" }).getByText("JW").waitFor();
  await page.evaluate(() => window.Usher.init({ inbox: "main", theme: { color: "#004400" } }));
  await page.waitForFunction(() => getComputedStyle(document.querySelector("usher-widget").shadowRoot.querySelector(".launcher")).backgroundColor === "rgb(0, 68, 0)");
  assert.equal(await of(button, "left"), "40px");
}, { path: "/tagged", given: { inbox: { theme: { color: "#00aa00", position: "left", offset: 4, logo: "/v1/files/logo", team: TEAM } } } });

state("where the page lets no pictures in, initials stand for them", async (page) => {
  await openPanel(page);
  await dialog(page).getByRole("img", { name: "Marta Silva" }).getByText("MS").waitFor();
  await dialog(page).locator(".face svg").waitFor();
}, { path: "/no-pictures", expected: [/img-src|Content Security Policy/i], given: { inbox: { theme: { logo: "/v1/files/logo", team: TEAM } } } });

state("guide.start plays a guide of the server that the conversation has not", async (page) => {
  const said = await page.evaluate(() => window.Usher.guide.start("invite"));
  assert.equal(said, true);
  await page.locator("usher-guide").getByText("Open Settings").first().waitFor();
  assert.equal(await page.evaluate(() => window.Usher.guide.start("unknown")), false);
}, {
  expected: [/404/],
  given: { guides: { invite: { id: "invite", title: "Invite", summary: "", steps: [{ id: "open", instruction: "Open Settings", action: "click", target: { role: "button", name: "Settings" }, preconditions: [], postconditions: [{ route: "/settings" }] }] } } },
});

state("without the inbox, that an AI answers is said all the same", async (page) => {
  await page.context().route(/\/v1\/inboxes/, (route) => route.fulfill({ status: 503, json: {} }));
  await launcher(page).waitFor();
  await page.evaluate(() => sessionStorage.clear());
  await page.reload();
  await openPanel(page);
  await dialog(page).getByText("An AI answers here.").waitFor();
}, { expected: [/503/] });

/** A question that is being answered. */
async function asking(page, script) {
  await openPanel(page);
  await field(page).fill(QUESTION);
  await field(page).press("Enter");
  await dialog(page).getByText("Delivered").waitFor();
  script.say({ type: "typing", author: "ai_agent" });
  await dialog(page).locator(".dots").waitFor();
}

state("a reply grows while it is made, is said when it is whole, and then nothing jumps", async (page, script) => {
  await asking(page, script);
  const forming = dialog(page).locator(".forming");
  const place = () => dialog(page).locator(".msg.ai").last().locator(".bubble").first().evaluate((node) => Math.round(node.getBoundingClientRect().top));
  script.piece(0, "**Free**: 10 invoices a month.");
  await forming.getByText("Free: 10 invoices a month.").waitFor();
  assert.equal(await forming.locator("strong").innerText(), "Free");
  script.piece(1, "\n\n<img src=x onerror=alert(1)> Plus: 250.");
  await forming.getByText("<img src=x onerror=alert(1)> Plus: 250.").waitFor();
  assert.equal(await forming.locator("img").count(), 0);
  assert.equal(await dialog(page).locator(".dots").count(), 1);
  const live = dialog(page).locator("[aria-live]");
  await page.waitForTimeout(150);
  assert.equal(await live.innerText(), "", "nothing is said of what is not final");
  const before = await place();
  script.reply("**Free**: 10 invoices a month.\n\nPlus: 250.", { outcome: "clarify" });
  await forming.waitFor({ state: "detached" });
  assert.ok(Math.abs((await place()) - before) <= 1, "the words stay where they are");
  assert.equal(await dialog(page).locator(".dots").count(), 0);
  await live.getByText("Usher: **Free**").waitFor();
});

state("what there is of a reply is dropped with the line, kept nowhere, and ends with a handover", async (page, script) => {
  await asking(page, script);
  script.piece(0, "A sentence that passed.");
  await dialog(page).locator(".forming").getByText("A sentence that passed.").waitFor();
  assert.doesNotMatch(await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }])), /that passed/);
  script.drop();
  await dialog(page).locator(".forming").waitFor({ state: "detached" });
  await dialog(page).getByText("Connection lost").waitFor({ state: "detached" });
  await page.waitForTimeout(1200);
  script.piece(1, " And more.");
  script.say({ type: "typing", author: "ai_agent" });
  await dialog(page).locator(".dots").waitFor();
  assert.equal(await dialog(page).locator(".forming:visible").count(), 0, "no reply with a hole in it");
  script.piece(0, "It begins anew.");
  await dialog(page).locator(".forming").getByText("It begins anew.").waitFor();
  script.event("conversation.escalated", { reason: "low_confidence", topic: null });
  await dialog(page).locator(".forming").waitFor({ state: "detached" });
});

state("who waits for a person sees how many are before them and for how long, asked for once", async (page, script) => {
  await asking(page, script);
  script.event("conversation.escalated", { reason: "asks_for_person", topic: null });
  await dialog(page).locator(".note").getByText("Ahead of you: 2. It takes about 4 minutes.").waitFor();
  await dialog(page).locator("[aria-live]").getByText("It takes about 4 minutes.").waitFor();
  script.event("message.created", { message_id: "s", author: "contact", text: "Hello?", client_id: "other" });
  script.event("conversation.assigned", { by: { id: "marta", name: "Marta" } });
  await dialog(page).getByText("Ahead of you").waitFor({ state: "detached" });
  assert.equal(script.asked.waiting, 1);
}, { given: { waiting: { ahead: 2, wait_s: 200 } } });

state("outside the hours it says when people are back, in the contact's language", async (page, script) => {
  await asking(page, script);
  script.event("conversation.escalated", { reason: "asks_for_person", topic: null });
  await dialog(page).getByText(/Nobody is there right now\. Back: Monday,? (30 November|November 30) at 9:00/).waitFor();
}, { options: { timezoneId: "UTC" }, given: { waiting: { ahead: 2, wait_s: 200, open: false, back_at: "2026-11-30T09:00:00Z" } } });

state("where nothing is known of the wait, nothing is invented", async (page, script) => {
  await asking(page, script);
  script.event("conversation.escalated", { reason: "asks_for_person", topic: null });
  await page.waitForFunction(() => document.querySelector("usher-widget").shadowRoot.querySelectorAll(".note").length === 2);
  assert.equal(await dialog(page).locator(".note:visible").count(), 1);
});

for (const [device, options] of [["desktop", {}], ["phone", PHONE]]) {
  state(`on a page that is read from right to left the panel mirrors, and nothing runs over, ${device}`, async (page, script) => {
    await answered(page, script);
    const sides = await dialog(page).evaluate((panel) => {
      const middle = (node) => node.getBoundingClientRect().x + node.getBoundingClientRect().width / 2;
      const find = (selector) => panel.querySelector(selector);
      const box = panel.getBoundingClientRect();
      const over = [...panel.querySelectorAll("*")].filter((node) => {
        const { left, right, width } = node.getBoundingClientRect();
        return width > 1 && (left < box.left - 1 || right > box.right + 1) && !node.closest(".unseen, .star");
      });
      return {
        close: middle(find(".head .tool:last-child")) < middle(find(".head h2")),
        own: middle(find(".me .bubble")) < middle(find(".ai .bubble")),
        send: middle(find(".send")) < box.x + box.width / 2,
        panel: innerWidth <= 520 || box.x + box.width / 2 < innerWidth / 2,
        over: over.map((node) => node.outerHTML.slice(0, 80)),
      };
    });
    assert.deepEqual(sides, { close: true, own: true, send: true, panel: true, over: [] });
    await press(page, "Your conversations");
    await dialog(page).locator(".talk").first().waitFor();
    assert.deepEqual(await look(page, `rtl-${device}-conversations`), []);
    await press(page, "Back");
    assert.deepEqual(await look(page, `rtl-${device}`), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0);
  }, { path: "/rtl", options: { ...options, bypassCSP: true }, given: { conversations: TALKS, inbox: { theme: { team: TEAM } } } });
}

for (const [device, size] of [["desktop", {}], ["phone", PHONE]])
  for (const colorScheme of ["light", "dark"])
    state(`every state is accessible and fits, ${device}, ${colorScheme}`, async (page, script) => {
      const wrong = [];
      const shot = async (name) => wrong.push(...(await look(page, `s-${device}-${colorScheme}-${name}`)));
      await openPanel(page);
      await shot("01-start");
      await press(page, "Your conversations");
      await dialog(page).locator(".talk").first().waitFor();
      await shot("02-conversations");
      await press(page, "Back");
      await page.getByRole("button", { name: "How do I send an invoice?" }).click();
      await dialog(page).getByText("Delivered").waitFor();
      await shot("03-delivered");
      script.say({ type: "typing", author: "ai_agent" });
      script.piece(0, "Open **Invoices** and press *Send*. The customer gets it by e-mail within a minute.");
      script.piece(1, "\n\n- It can be taken back for as long as nobody opened it.");
      await dialog(page).locator(".forming").getByText("taken back").waitFor();
      await shot("03-forming");
      script.reply(ANSWER);
      await dialog(page).getByText("Did this solve it?").waitFor();
      await shot("04-did-this-solve-it");
      await press(page, "Not yet");
      await dialog(page).getByText("Tell me what is missing").first().waitFor();
      await shot("05-not-yet");
      await press(page, "Say it differently");
      await shot("06-rephrase");
      await field(page).press("Enter");
      script.reply(ANSWER);
      await dialog(page).getByText("Did this solve it?").waitFor();
      await press(page, "Yes");
      await dialog(page).locator(".star").nth(3).click();
      await shot("07-rating");
      await press(page, "Send rating");
      await dialog(page).locator(".thanks").waitFor();
      await shot("08-rated");
      await press(page, "Talk to a person");
      script.event("conversation.escalated", { reason: "asks_for_person", topic: null });
      await shot("09-handed-over");
      script.say({ type: "read", reader: "people", seq: script.log.length });
      script.person("Hi Priya, Marta here. Which invoice is it?");
      await field(page).fill("INV-0042, the one for Harbour Street Studio.");
      await field(page).press("Enter");
      await dialog(page).getByText("Delivered").waitFor();
      script.say({ type: "read", reader: "people", seq: script.log.length });
      await dialog(page).locator(".delivery").last().getByText("Read", { exact: true }).waitFor();
      await shot("10-person-read");
      assert.deepEqual(wrong, []);
    }, {
      options: { ...size, colorScheme, bypassCSP: true },
      given: { conversations: TALKS, waiting: { ahead: 2, wait_s: 200 }, inbox: { theme: { logo: "/v1/files/logo", team: TEAM, color: "#0b6e4f" } } },
    });
