// One line a call of docs/evals.md.

import { Refused } from "../world.js";
import * as budget from "./budget.js";
import * as runs from "./runs.js";
import * as suites from "./suites.js";

export function evals(world, method, path, asked, body, bytes, person, response) {
  const [, , what, id, act = "", place] = path.split("/").map(decodeURIComponent);
  const file = (name, type, text) => void response.writeHead(200, { "content-type": type, "content-disposition": `${type === "text/html" ? "inline" : "attachment"}; filename="${name}"` }).end(text);
  const calls = {
    "GET suites": () => (id ? suites.shown(world, suites.find(world, id)) : suites.list(world)),
    "GET suites cases": () => suites.cases(world, id, asked),
    "GET suites export": () => file(`${suites.find(world, id).name}.zip`, "application/zip", "PK"),
    "POST suites": () => (id === "import" ? suites.take(world, person, asked, bytes) : suites.create(world, person, body)),
    "POST suites cases": () => suites.addCase(world, id, body.case),
    "PUT suites cases": () => suites.changeCase(world, id, place, body.version, body.case),
    "DELETE suites cases": () => suites.changeCase(world, id, place, asked.version, null),
    "PUT suites baseline": () => suites.setBaseline(world, id, body),
    "DELETE suites": () => suites.remove(world, id),
    "GET runs": () => (id ? runs.get(world, id) : runs.list(world, asked)),
    "GET runs report": () => file("report.html", "text/html", `<!doctype html><html lang="en"><title>Report</title><h1>Report of ${runs.find(world, id).suites[0].name}</h1></html>`),
    "GET runs results": () => file("results.json", "application/json", JSON.stringify(runs.get(world, id))),
    "POST runs": () => runs.start(world, person, body),
    "POST runs stop": () => runs.stop(world, id),
    "DELETE runs": () => runs.remove(world, id),
    "GET budget": () => budget.show(world),
    "PUT budget": () => budget.set(world, person, body),
    "DELETE budget": () => budget.takeBack(world, person),
  };
  const call = calls[`${method} ${what} ${act}`.trim()];
  if (!call) throw new Refused(404, "route-unknown");
  return call();
}
