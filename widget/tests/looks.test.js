// Every state, light and dark, on a desktop and a phone: nothing that axe-core finds wrong, nothing wider than the window.
// SCREENSHOTS names a folder to keep pictures in.

import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, dialog, field, openPanel, PHONE, visit } from "./browser.js";
import { look } from "./look.js";
import { INBOX } from "./scripted.js";
import { browser, usher } from "./stage.js";
import { token } from "./usher.js";

for (const [device, size] of Object.entries({ desktop: {}, phone: PHONE })) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${device}, ${colorScheme}`, { timeout: 120_000 }, async () => {
      const { page, close } = await visit(browser, `${usher.host}/`, { ...size, colorScheme, locale: "en" });
      const wrong = [];
      try {
        await states(page, async (name) => wrong.push(...(await look(page, `${device}-${colorScheme}-${name}`))));
        assert.deepEqual(wrong, []);
      } finally {
        usher.front.cut(false);
        usher.front.made.clear();
        await close();
      }
    });
  }
}

async function states(page, shot) {
  const press = (name) => dialog(page).getByRole("button", { name, exact: true }).first().click();
  await shot("01-closed");
  usher.front.made.set(/^(GET|OPTIONS) \/v1\/inboxes\//, () => ({ body: INBOX }));
  await openPanel(page);
  await shot("02-start");
  const reply = await ask(page, "How many invoices can I send per month on the free plan?");
  await reply.getByRole("button", { name: "Source 1" }).click();
  await shot("03-answer");
  await press("Not yet");
  await shot("04-not-yet");
  await page.evaluate(() => window.Usher.identify(null));
  await ask(page, "What does IMP-104 mean and how do I fix the dates in my file?");
  await shot("05-second-answer");
  await field(page).fill("x".repeat(9000));
  await shot("06-too-long");
  await field(page).fill("");
  await press("What is sent");
  await dialog(page).getByText("Exactly as it is sent").click();
  await shot("07-what-is-sent");
  await press("Back");
  await press("Your conversations");
  await dialog(page).locator(".talk").first().waitFor();
  await shot("08-conversations");
  await press("New conversation");
  await page.evaluate(() => localStorage.setItem("usher.main.page", "no"));
  await ask(page, "it doesn't work");
  await shot("09-options");
  await press("New conversation");
  await ask(page, "What does IMP-104 mean?");
  await press("Yes");
  await dialog(page).locator(".star").nth(3).click();
  await shot("10-rating");
  await press("Send rating");
  await dialog(page).locator(".thanks").waitFor();
  await shot("11-rated");
  await press("New conversation");
  usher.front.cut(true);
  await field(page).fill("Are you there?");
  await field(page).press("Enter");
  await dialog(page).locator(".banner").waitFor();
  await shot("12-reconnecting");
  usher.front.cut(false);
  // Where the line came back by itself meanwhile, the button has gone.
  const again = dialog(page).getByRole("button", { name: "Try now", exact: true });
  await again.click({ timeout: 2000 }).catch(() => {});
  await dialog(page).getByText(/^(Delivered|Read)$/).last().waitFor({ timeout: 20_000 });
  await page.evaluate((t) => window.Usher.identify(t), token({ sub: `p${Date.now()}` }));
  await dialog(page).locator(".greeting").waitFor();
  await ask(page, "Show me how to invite a teammate");
  await shot("13-guide");
  await press("The steps in words");
  await shot("14-guide-in-words");
  await page.evaluate(() => window.lastSocket.onmessage({ data: JSON.stringify({ type: "typing", author: "ai_agent" }) }));
  await shot("15-typing");
  await press("Talk to a person");
  await dialog(page).locator(".note.escalated").waitFor();
  await shot("16-person");
  await page.evaluate((frame) => window.lastSocket.onmessage({ data: JSON.stringify(frame) }), ANSWER_OF_A_PERSON);
  await shot("17-person-answers");
}

const ANSWER_OF_A_PERSON = {
  type: "event",
  seq: 900,
  kind: "message.created",
  at: "2026-11-21T10:00:00Z",
  body: {
    message_id: "made-up",
    author: "human_agent",
    text: "Hi Priya, Marta here. Two things to check:\n\n1. **Settings → Team** is open to admins only\n2. the seat count of your plan\n\nThe code is `TEAM-201`; see https://example.com/team too.",
  },
};
