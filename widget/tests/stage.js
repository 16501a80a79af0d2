// What a file of tests plays on: the server with its pages, and a browser. Importing it starts both before the file's
// tests and ends them after.

import { after, before } from "node:test";
import { startBrowser } from "./browser.js";
import { pages } from "./pages.js";
import { startUsher } from "./usher.js";

export let usher;
export let browser;

before(async () => {
  usher = await startUsher(pages);
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await usher?.stop();
});
