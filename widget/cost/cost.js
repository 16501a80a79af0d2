// What the widget costs the page that it is put into: Lighthouse's performance score and the longest task, with it and
// without, in pairs one after the other, so that a machine that is busy for a while is busy for both.
//
//   npm run cost [-- PAIRS]          5 pairs a page and a device unless told; CHROMIUM names another than /usr/bin/chromium

import { createServer, request } from "node:http";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { launch } from "chrome-launcher";
import lighthouse, { desktopConfig } from "lighthouse";
import { CHROMIUM } from "../../tests/browser/chromium.js";
import { startStub } from "../tests/stub.js";

const PAIRS = Number(process.argv[2] ?? 5);
/** Lighthouse's own: a phone of the middle class on slow 4G, simulated; a desktop machine on a fast line. */
const DEVICES = { phone: undefined, desktop: desktopConfig };
const PRODUCT = new URL("../demo/dist/", import.meta.url);
const TYPES = { js: "text/javascript", css: "text/css", html: "text/html; charset=utf-8", json: "application/json" };

const listen = (server) => new Promise((done) => server.listen(0, "127.0.0.1", () => done(`http://127.0.0.1:${server.address().port}`)));

/** As a deployment has it: text goes compressed. */
function send(answer, type, body) {
  answer.writeHead(200, { "content-type": type, "content-encoding": "gzip", "access-control-allow-origin": "*", "cache-control": "max-age=600" });
  answer.end(gzipSync(body));
}

/** Usher's place: the widget's files, and a stand-in for the rest. */
async function startUsher() {
  const stub = await startStub(() => ({}));
  const server = createServer((incoming, answer) => {
    if (!incoming.url.startsWith("/v1/")) return send(answer, TYPES.js, readFileSync(new URL(`../dist${incoming.url}`, import.meta.url)));
    const { method, headers, url } = incoming;
    incoming.pipe(request(stub.url + url, { method, headers }, (from) => from.pipe(answer.writeHead(from.statusCode, from.headers))));
  });
  return { url: await listen(server), stop: () => (stub.stop(), server.close()) };
}

const plain = (tag) => `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Invoices</title>
<style>body{margin:0;font:16px system-ui}main{padding:40px;max-width:760px}</style>${tag}
<main><h1>Invoices</h1>${"<p>Harbour Street Studio, 1,200.00 EUR, due in a week.</p>".repeat(40)}<button type="button">New invoice</button></main>`;

/** The host: a small plain page, and the demo product; each without the widget, and with it where the path ends in `-with`. */
async function startHost(usher) {
  const server = createServer((incoming, answer) => {
    const { pathname } = new URL(incoming.url, "http://host");
    const tag = pathname.endsWith("-with") ? `<script src="${usher}/widget.js" data-inbox="main" async></script>` : "";
    const file = /^\/tallybook\/(app\.(js|css))$/.exec(pathname);
    if (file) return send(answer, TYPES[file[2]], readFileSync(new URL(file[1], PRODUCT)));
    if (pathname.startsWith("/plain")) return send(answer, TYPES.html, plain(tag));
    if (!pathname.startsWith("/tallybook/")) return answer.writeHead(204).end();
    const html = readFileSync(new URL("index.html", PRODUCT), "utf8");
    send(answer, TYPES.html, html.replace(/<script[^>]*\/widget\.js[^>]*><\/script>/, "").replace("</head>", `${tag}</head>`));
  });
  return { url: await listen(server), stop: () => server.close() };
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const round = (value) => Math.round(value * 10) / 10;

/**
 * The longest tasks of the page's main thread, all of them and those in which the widget's code ran, in milliseconds of CPU:
 * other programs on the machine make them no longer.
 */
function tasksOf({ traceEvents }, usher) {
  const { pid, tid } = traceEvents.findLast(({ name, args }) => name === "navigationStart" && args.data?.documentLoaderURL?.includes("127.0.0.1"));
  const here = traceEvents.filter((event) => event.pid === pid && event.tid === tid && event.ph === "X");
  const tasks = here.filter(({ name, tdur }) => /RunTask$/.test(name) && tdur > 1000);
  const ours = here.filter(({ args }) => (args.data?.url ?? args.data?.scriptName ?? "").startsWith(usher));
  const longest = (all) => Math.max(0, ...all.map(({ tdur }) => tdur / 1000));
  const within = (task) => ours.some(({ ts }) => ts >= task.ts && ts < task.ts + task.dur);
  return { longest: longest(tasks), ours: longest(tasks.filter(within)) };
}

async function measure(port, address, device, usher) {
  const { lhr, artifacts } = await lighthouse(address, { port, logLevel: "silent", onlyCategories: ["performance"] }, DEVICES[device]);
  if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
  const { audits } = lhr;
  return {
    score: lhr.categories.performance.score * 100,
    ...tasksOf(artifacts.Trace, usher),
    blocking: audits["total-blocking-time"].numericValue,
    largest: audits["largest-contentful-paint"].numericValue,
    shift: audits["cumulative-layout-shift"].numericValue,
    bytes: audits["total-byte-weight"].numericValue,
  };
}

const usher = await startUsher();
const host = await startHost(usher.url);
const chrome = await launch({ chromePath: CHROMIUM.executablePath, chromeFlags: [...CHROMIUM.args, "--headless=new"] });
try {
  // The first run of a browser is slow in itself.
  await measure(chrome.port, `${host.url}/plain-with`, "desktop", usher.url);
  for (const device of Object.keys(DEVICES))
    for (const [name, path] of [["a small plain page", "/plain"], ["the demo product", "/tallybook/invoices"]]) {
      const runs = { without: [], with: [] };
      for (let pair = 0; pair < PAIRS; pair++) {
        // Which of the two goes first alternates.
        for (const kind of pair % 2 ? ["with", "without"] : ["without", "with"])
          runs[kind].push(await measure(chrome.port, `${host.url}${path}${kind === "with" ? "-with" : ""}`, device, usher.url));
      }
      const of = (kind, what) => round(median(runs[kind].map((run) => run[what])));
      const both = (what) => [of("without", what), of("with", what)];
      const cost = round(median(runs.without.map((run, at) => run.score - runs.with[at].score)));
      const ours = runs.with.map((run) => run.ours);
      console.log(`${name}, ${device}, ${PAIRS} pairs; medians without and with the widget`);
      console.log(`  score ${both("score").join(" → ")}; median of the differences ${cost}`);
      console.log(`  longest task ${both("longest").join(" → ")} ms of CPU; with the widget's code in it ${round(median(ours))}, at most ${round(Math.max(...ours))}`);
      console.log(`  blocking ${both("blocking").join(" → ")} ms, largest paint ${both("largest").join(" → ")} ms, shift ${both("shift").join(" → ")}, bytes ${both("bytes").join(" → ")}`);
    }
} finally {
  await chrome.kill();
  host.stop();
  usher.stop();
}
process.exit(0);
