// Fifty broken connections in a conversation of five hundred messages: none lost, none double, all in order.

import assert from "node:assert/strict";
import { test } from "node:test";
import { dialog, field, openPanel, visit } from "./browser.js";
import { browser, usher } from "./stage.js";

const MESSAGES = 500;
const BREAKS = 50;

test(`${MESSAGES} messages over ${BREAKS} broken connections`, { timeout: 300_000 }, async () => {
  const { page, close } = await visit(browser, `${usher.host}/`);
  await openPanel(page);
  // With people the agent says nothing more, so that the log is the messages alone.
  await field(page).fill("I want to talk to a person");
  await field(page).press("Enter");
  await dialog(page).locator(".note.escalated").waitFor();
  const { id, token } = await page.evaluate(() => {
    const value = (end) => localStorage.getItem(Object.keys(localStorage).find((key) => key.endsWith(end)));
    return { id: value(".conversation"), token: value(".token") };
  });
  const post = async (text) => {
    const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
    const body = JSON.stringify({ client_id: text, text });
    for (;;) {
      const sent = await fetch(`${usher.url}/v1/conversations/${id}/messages`, { method: "POST", headers, body }).catch(() => null);
      if (sent?.ok) return;
      await new Promise((done) => setTimeout(done, 20));
    }
  };
  const every = MESSAGES / BREAKS;
  let broken = 0;
  const own = [];
  for (let at = 1; at <= MESSAGES; at++) {
    const text = `m${String(at).padStart(4, "0")}`;
    // Every tenth is written in the widget itself, while its line is being broken.
    if (at % every === 0) {
      own.push(text);
      await field(page).fill(text);
      await field(page).press("Enter");
      if (broken === BREAKS / 2) await usher.restart();
      else usher.front.drop();
      broken++;
    } else {
      await post(text);
    }
  }
  await page.waitForFunction(
    (count) => document.querySelector("usher-widget").shadowRoot.querySelectorAll('.msg.me[data-delivery="delivered"]').length >= count,
    MESSAGES + 1,
    { timeout: 120_000 },
  );
  const shown = await dialog(page).locator(".msg.me .bubble > p").allInnerTexts();
  const stored = await log(id, token);
  assert.equal(new Set(shown).size, shown.length, "none is double");
  assert.equal(shown.length, MESSAGES + 1, "none is lost");
  assert.deepEqual(shown, stored, "in the order of the log");
  assert.deepEqual(shown.filter((text) => own.includes(text)), own, "the contact's own in the order of writing");
  console.log(JSON.stringify({ messages: MESSAGES, breaks: broken, lost: 0, double: 0 }));
  await close();
});

async function log(id, token) {
  const texts = [];
  for (let after = 0; ; ) {
    const answer = await fetch(`${usher.url}/v1/conversations/${id}/events?after=${after}`, { headers: { authorization: `Bearer ${token}` } });
    const { events } = await answer.json();
    if (!events.length) return texts;
    after = events.at(-1).seq;
    texts.push(...events.filter((e) => e.kind === "message.created" && e.body.author === "contact").map((e) => e.body.text));
  }
}
