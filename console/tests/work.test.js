// A working day: what rings, what is read, what is written, and how it ends.

import assert from "node:assert/strict";
import { PEOPLE } from "./backend.js";
import { DESKTOP, PHONE } from "./browser.js";
import { atWork, goTo, reply, scenarios, thread } from "./scenario.js";

const scenario = scenarios();
const offers = (page) => page.getByRole("region", { name: "Offers" });
const listed = (page, title) => page.locator(".row-title", { hasText: title });
const kinds = (backend, id) => backend.log(id).map(({ kind }) => kind);

scenario("an offer rings wherever one is, is taken by key, and its packet is read first", async (page, { backend }) => {
  await goTo(page, "#/you");
  const id = backend.handoff("The whole import is stuck");
  const card = offers(page).getByRole("article").filter({ hasText: "The whole import is stuck" });
  await card.getByText("Offered to you").waitFor();
  await card.getByRole("timer").waitFor();
  assert.match(await page.title(), /^\(\d\)/);
  await card.getByRole("button", { name: "Take" }).click();
  await page.getByRole("region", { name: "Handoff packet" }).waitFor();
  for (const words of [
    "On the page",
    "Errors seen",
    "What they were doing",
    "Steps tried",
    "Why Usher did not answer",
    "Evidence weighed",
    "Suggested reply",
    "Account",
  ]) {
    await page.getByRole("heading", { name: words }).first().waitFor();
  }
  await page.getByRole("button", { name: "Got it" }).click();
  assert.equal(await page.getByRole("heading", { name: "Evidence weighed" }).count(), 0);
  assert.ok(kinds(backend, id).includes("conversation.assigned"));
  await page.reload();
  await page.getByRole("button", { name: "Show", exact: true }).first().waitFor();
});

const HOSTILE = `<img src=x onerror="document.title='owned'">`;

for (const [device, viewport] of [["a desktop", DESKTOP], ["a phone", PHONE]]) {
  scenario(
    `what a language model wrote of a matter stands above what is known, marked, and breaks nothing on ${device}`,
    async (page, { backend }) => {
      const packet = page.getByRole("region", { name: "Handoff packet" });
      const mark = packet.getByText("Written by a language model from the conversation");
      const look = async (words, id = "import-104") => {
        backend.worded(id, words);
        await page.reload();
        await goTo(page, `#/inbox/all/${id}`);
        await packet.waitFor();
        const [over, high] = await packet.evaluate((box) => [
          Math.max(...[...box.querySelectorAll("header, h3, p")].map((one) => one.scrollWidth - one.clientWidth)),
          box.querySelector("header").offsetHeight,
        ]);
        assert.ok(over <= 0, `${over} px are cut off`);
        assert.ok(high < 150, `the head is ${high} px high`);
      };
      await look({});
      await packet.getByRole("heading", { name: "Customer import stops at IMP-104" }).waitFor();
      const [matter, known] = await packet.locator(".packet-body > :first-child, .packet-known").allInnerTexts();
      assert.match(matter, /^The contact cannot import a list[^]*Written by a language model from the conversation$/);
      assert.match(known, /^Priya Shah on the plus plan/);

      await look({ title: "X".repeat(400), matter: `${HOSTILE} ${"wide".repeat(500)}` });
      await packet.getByText(HOSTILE).waitFor();
      assert.equal(await page.locator("img[src=x]").count(), 0);
      assert.notEqual(await page.title(), "owned");

      await look({ title: "استيراد العملاء يتوقف \u202e عند IMP-104", matter: "لا يمكن للعميل استيراد قائمة العملاء (IMP-104)." });
      for (const words of [packet.getByRole("heading", { name: /استيراد/ }), packet.getByText("لا يمكن للعميل")])
        assert.equal(await words.evaluate((box) => getComputedStyle(box).direction), "rtl");
      assert.equal(await mark.evaluate((box) => getComputedStyle(box).direction), "ltr");

      // Without a model it is as it always was.
      await look({ title: null, matter: null });
      await packet.getByRole("heading", { name: "Handoff packet" }).waitFor();
      assert.equal(await mark.count(), 0);
      assert.equal(await packet.locator(".packet-summary").count(), 1);
    },
    viewport,
  );
}

scenario("an offer is declined, and goes on", async (page, { backend }) => {
  const id = backend.handoff("Not for me");
  const card = offers(page).getByRole("article").filter({ hasText: "Not for me" });
  await card.getByRole("button", { name: "Decline" }).click();
  await card.waitFor({ state: "detached" });
  assert.ok(kinds(backend, id).includes("people.declined"));
});

scenario(
  "who is slower is told so",
  async (page, { backend }) => {
    const id = backend.handoff("Both want it", { to: null });
    const card = offers(page).getByRole("article").filter({ hasText: "Both want it" });
    await card.waitFor();
    await page.route("**/take", async (route) => (backend.act("second", id, "take"), await route.continue()));
    await card.getByRole("button", { name: "Take" }).click();
    await page.getByText("Somebody else was quicker").waitFor();
  },
  { expected: [/status of 409/] },
);

scenario("words go both ways live: written, delivered, read, and typing on the other side", async (page, { backend }) => {
  await atWork(page, "import-104");
  await reply(page).fill("It is the old export, I think.");
  await page.keyboard.press("Control+Enter");
  const sent = thread(page).getByRole("article").filter({ hasText: "It is the old export" });
  await sent.getByText("Delivered").waitFor();
  assert.equal(await reply(page).inputValue(), "");
  backend.contact.reads("import-104");
  await sent.getByText("Read", { exact: true }).waitFor();
  backend.contact.types("import-104");
  await page.getByText("Priya Shah is writing").waitFor();
  backend.contact.writes("import-104", "That fixed it!");
  await thread(page).getByText("That fixed it!").waitFor();
  await page.getByText("Priya Shah is writing").waitFor({ state: "detached" });
});

scenario("a suggested reply is edited and counted as that; another is discarded", async (page, { backend }) => {
  await atWork(page, "import-104");
  const card = page.getByRole("region", { name: "Suggested reply" });
  await card.getByRole("button", { name: "Import errors" }).click();
  await card.getByText("your spreadsheet mixes two ways").waitFor();
  await card.getByRole("button", { name: "Edit" }).click();
  await page.getByText("made of the suggested reply").waitFor();
  await reply(page).press("End");
  await reply(page).pressSequentially(" Tell me how it goes.");
  await page.getByRole("button", { name: /^Send/ }).last().click();
  await thread(page).getByText("Tell me how it goes.").waitFor();
  const used = () =>
    backend
      .log("import-104")
      .filter(({ kind }) => kind === "people.suggestion_used")
      .map(({ body }) => body.use);
  assert.deepEqual(used(), ["edited"]);
  backend.contact.writes("import-104", "And now?");
  await card.getByRole("button", { name: "Discard" }).click();
  await card.waitFor({ state: "detached" });
  assert.deepEqual(used(), ["edited", "discarded"]);
});

scenario("a canned reply comes by its slash, with what is known filled in and what is not named", async (page) => {
  await atWork(page, "import-104");
  await reply(page).pressSequentially("/dat");
  await page
    .locator("#picks")
    .getByRole("option", { name: /Dates in imports/ })
    .waitFor();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => /IMP-104 means .* Priya/.test(document.querySelector("textarea").value));
  await reply(page).fill("");
  await reply(page).pressSequentially("/refund");
  await page
    .locator("#picks")
    .getByRole("option", { name: /Refund/ })
    .waitFor();
  await page.keyboard.press("Enter");
  await page.getByText("Fill in before sending: {{invoice.number}}").waitFor();
});

scenario("a note mentions somebody, who hears of it; the contact's words stay apart", async (page, { backend, enter }) => {
  const other = await enter("second");
  await other.getByRole("link", { name: /^Mentions/ }).click();
  await atWork(page, "two-factor");
  await page.keyboard.press("n");
  const note = page.getByRole("textbox", { name: "Note" });
  await note.pressSequentially("Please look, @ben");
  await page
    .locator("#picks")
    .getByRole("option", { name: /Ben Carter/ })
    .waitFor();
  await page.keyboard.press("Enter");
  await note.pressSequentially("thank you");
  await page.getByRole("button", { name: /Add note/ }).click();
  await thread(page)
    .getByRole("article", { name: /Note of You/ })
    .getByText("Please look, @Ben Carter thank you")
    .waitFor();
  const said = backend.log("two-factor").at(-1);
  assert.equal(said.kind, "people.note");
  assert.deepEqual(
    said.body.mentions.map(({ name }) => name),
    ["Ben Carter"],
  );
  await other.getByRole("link", { name: /Dev Patel/ }).waitFor();
});

scenario("a guide is sent and its steps end before one's eyes", async (page, { backend }) => {
  await atWork(page, "import-104");
  await page.getByRole("button", { name: "Send a guide" }).click();
  const dialog = page.getByRole("dialog", { name: "Send a guide" });
  await dialog.getByLabel("Find").fill("two-factor");
  await dialog.getByRole("radio", { name: /two-factor/ }).check();
  await dialog.getByRole("button", { name: "Send the guide" }).click();
  const card = page.getByRole("region", { name: /Guide Turn on two-factor/ });
  await card.getByText("Not begun yet").waitFor();
  for (const step of ["open-security", "turn-on", "scan"])
    backend.contact.step("import-104", "turn-on-two-factor", step, "completed");
  await card.getByText("Completed · 3 of 3 steps").waitFor();
});

scenario("what the packet holds is said softly before it is asked again, and a second Send goes", async (page, { backend }) => {
  await atWork(page, "import-104");
  await reply(page).fill("Could you tell me which error code you see?");
  await page.keyboard.press("Control+Enter");
  await page.getByText("The packet already says this").waitFor();
  await page.locator(".reask mark").getByText("IMP-104").waitFor();
  assert.ok(!backend.texts("import-104").some((text) => text.includes("which error code")));
  await page.getByRole("button", { name: /Send anyway/ }).click();
  await thread(page).getByText("which error code").waitFor();
});

scenario("two who write in the same conversation see each other", async (page, { enter }) => {
  const other = await enter("supervisor");
  await goTo(other, "#/inbox/all/import-104");
  await goTo(page, "#/inbox/all/import-104");
  await page.getByRole("img", { name: /Jonas Weber is looking/ }).waitFor();
  await other.getByRole("button", { name: "Reply", exact: true }).click();
  await reply(other).pressSequentially("I could");
  await page.getByText("is writing a reply here right now").waitFor();
});

scenario("resolve with an outcome and a topic goes on with the next, and can be undone", async (page, { backend }) => {
  const id = backend.handoff("Second in my list");
  backend.act("agent", id, "take");
  await atWork(page, "import-104", "mine");
  await listed(page, "Second in my list").waitFor();
  await page.keyboard.press("e");
  const dialog = page.getByRole("dialog", { name: "Resolve" });
  await dialog.getByRole("radio", { name: /Not solved/ }).check();
  await dialog.getByLabel("Topic").fill("imports");
  await dialog.getByRole("button", { name: "Resolve" }).click();
  await page.getByRole("heading", { name: "Second in my list", level: 2 }).waitFor();
  const resolved = backend.log("import-104").find(({ kind }) => kind === "people.resolved");
  assert.deepEqual([resolved.body.outcome, resolved.body.topic], ["not_solved", "imports"]);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.getByRole("heading", { name: "My customer list does not import.", level: 2 }).waitFor();
  assert.equal(kinds(backend, "import-104").at(-2), "conversation.reopened");
});

scenario("what comes to the list while the dialog is open can be the next one", async (page, { backend }) => {
  await atWork(page, "import-104", "mine");
  await page.keyboard.press("e");
  const dialog = page.getByRole("dialog", { name: "Resolve" });
  await dialog.getByRole("radio", { name: /Not solved/ }).check();
  backend.act("agent", backend.handoff("Second in my list"), "take");
  await listed(page, "Second in my list").waitFor();
  await dialog.getByRole("button", { name: "Resolve" }).click();
  await page.getByRole("heading", { name: "Second in my list", level: 2 }).waitFor();
});

scenario("snooze, assign with a note, and hand back", async (page, { backend }) => {
  await atWork(page, "import-104");
  await page.keyboard.press("s");
  await page
    .getByRole("dialog", { name: "Snooze" })
    .getByRole("button", { name: /Tomorrow morning/ })
    .click();
  await page
    .getByText(/Snoozed until/)
    .first()
    .waitFor();
  await goTo(page, "#/inbox/snoozed/import-104");
  await page.getByRole("button", { name: /^Reopen/ }).click();
  await page.getByRole("button", { name: /^Assign/ }).click();
  const dialog = page.getByRole("dialog", { name: "Assign" });
  await dialog.getByLabel("To whom").fill("inês");
  await dialog.getByRole("radio", { name: /Inês Duarte/ }).check();
  await dialog.getByLabel("Note").fill("She speaks Portuguese");
  await dialog.getByRole("button", { name: "Assign" }).click();
  await thread(page).getByText("You passed it to Inês Duarte").waitFor();
  await thread(page).getByText("She speaks Portuguese").waitFor();
  const id = backend.handoff("A simple thing");
  backend.act("agent", id, "take");
  await atWork(page, id);
  await page.keyboard.press("b");
  await page.getByRole("dialog").getByRole("button", { name: "Hand back" }).click();
  await thread(page).getByText("You gave it back to Usher").waitFor();
});

scenario(
  "a picture and a file go along",
  async (page) => {
    await atWork(page, "import-104");
    await page
      .locator("input[type=file]")
      .setInputFiles([{ name: "fixed.csv", mimeType: "text/csv", buffer: Buffer.from("a,b\n1,2\n") }]);
    await page.getByText("fixed.csv").waitFor();
    await page
      .locator("input[type=file]")
      .setInputFiles([{ name: "evil.svg", mimeType: "image/svg+xml", buffer: Buffer.from("<svg/>") }]);
    await page.getByText("Files of this sort are not taken").waitFor();
    await reply(page).fill("Here it is");
    await page.keyboard.press("Control+Enter");
    await thread(page)
      .getByRole("link", { name: /fixed\.csv/ })
      .waitFor();
  },
  { expected: [/status of 415/] },
);

scenario("drafts stay with their conversation over a change of place and a reload", async (page) => {
  await goTo(page, "#/inbox/all/import-104");
  await reply(page).fill("Half done");
  await goTo(page, "#/inbox/all/payout");
  await page.getByRole("heading", { name: /payout of Monday/ }).waitFor();
  assert.equal(await reply(page).inputValue(), "");
  await page.getByText("Draft", { exact: true }).waitFor();
  await goTo(page, "#/inbox/all/import-104");
  await page.reload();
  await reply(page).waitFor();
  assert.equal(await reply(page).inputValue(), "Half done");
});

scenario(
  "a break of the line loses nothing and sends nothing twice",
  async (page, { backend }) => {
    await atWork(page, "import-104");
    backend.down(true);
    await reply(page).fill("Written while away");
    await page.keyboard.press("Control+Enter");
    await thread(page).getByText("Sending…").waitFor();
    await page.getByText("No connection. Lists may be old").waitFor();
    backend.contact.writes("import-104", "Said while you were away");
    backend.down(false);
    await thread(page).getByText("Said while you were away").waitFor();
    await thread(page).getByText("Sending…").waitFor({ state: "detached" });
    await page.getByText("No connection").waitFor({ state: "detached" });
    backend.drop();
    backend.contact.writes("import-104", "And once more");
    await thread(page).getByText("And once more").waitFor();
    assert.equal(backend.texts("import-104").filter((text) => text === "Written while away").length, 1);
    assert.equal(await thread(page).getByText("Written while away").count(), 1);
    assert.equal(await thread(page).getByText("Said while you were away").count(), 1);
  },
  { expected: [/ERR_|WebSocket/] },
);

scenario("script in names and words is text, and only http leads anywhere", async (page, { backend }) => {
  backend.named("priya", `<img src=x onerror="document.title='owned'">`);
  backend.contact.writes(
    "import-104",
    `<script>document.title="owned"</script> javascript:alert(1) https://tallybook.example/a?b=c.`,
  );
  await atWork(page, "import-104");
  await thread(page).getByText("<script>document.title").waitFor();
  assert.equal(await page.locator("img[src=x]").count(), 0);
  const links = thread(page).locator("article a[href^='http']");
  assert.equal(await links.last().getAttribute("href"), "https://tallybook.example/a?b=c");
  assert.match(await links.last().getAttribute("rel"), /noopener/);
  assert.equal(await page.locator("a[href^='javascript']").count(), 0);
  assert.notEqual(await page.title(), "owned");
});
