// What a file of tests plays on: the demo's pages and a browser, from before its first test until after its last.

import { after, before } from "node:test";
import { serve } from "../serve.js";
import { startBrowser } from "./browser.js";

export let browser;
export let server;

before(async () => {
  [browser, server] = await Promise.all([startBrowser(), serve()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});
