// A small host product for the journeys: routes on the client, a dialog, late parts, a frame, a shadow root, a long list.

const HEAD = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Host</title><link rel="stylesheet" href="/host.css">`;

export const HOST = {
  "/host.css": "",
  "/": `${HEAD}<body><nav><a href="/invoices" data-testid="nav-invoices">Invoices</a> <a href="/team">Team</a> <a href="/full">Full page</a></nav>
<main></main><script src="/usher.js"></script><script src="/host.js"></script>`,
  "/full": `${HEAD}<body><h1>Full page</h1><button data-testid="go-on">Go on</button><p role="status"></p>
<script src="/usher.js"></script><script src="/full.js"></script>`,
  "/frame": `${HEAD}<body><h2>In a frame</h2><label>City <input name="city"></label><button>Look up</button>`,
  "/full.js": `document.querySelector("button").onclick = () => setTimeout(() => (document.querySelector("p").textContent = "Gone on"), 300);`,
  "/host.js": `(${host})()`,
};
HOST["/invoices"] = HOST["/team"] = HOST["/parts"] = HOST["/"];

function host() {
  const main = document.querySelector("main");
  const make = (tag, props = {}, ...inner) => {
    const { testid, ...rest } = props;
    const el = Object.assign(document.createElement(tag), rest);
    if (testid) el.setAttribute("data-testid", testid);
    el.append(...inner);
    return el;
  };
  const field = (label, testid, type = "text") => make("label", {}, `${label} `, make("input", { testid, type }));
  const pages = {
    "/": () => [make("h1", {}, "Start")],
    "/invoices": () => {
      const status = make("p", { role: "status" });
      const dialog = make("dialog", {}, make("h2", {}, "New invoice"));
      dialog.setAttribute("aria-label", "New invoice");
      const unit = make("select", { testid: "unit" }, make("option", {}, "Hours"), make("option", {}, "Days"));
      const save = make("button", { testid: "save" }, "Save invoice");
      save.onclick = () => {
        dialog.close();
        setTimeout(() => {
          status.textContent = "Invoice saved";
          window.hostEvent?.("invoice.saved");
        }, 700);
      };
      dialog.append(field("Customer", "customer"), make("label", {}, "Unit ", unit), save);
      const open = make("button", { testid: "new", onclick: () => dialog.showModal() }, "New invoice");
      return [make("h1", {}, "Invoices"), open, status, dialog];
    },
    "/team": () => {
      const late = make("div");
      setTimeout(() => late.append(make("button", { testid: "late" }, "Late button")), 1500);
      return [make("h1", {}, "Team"), late, make("button", { onclick() {} }, "Does nothing")];
    },
    "/parts": () => {
      const list = make("div", { id: "list" });
      list.style.cssText = "height:150px;overflow:auto;margin-top:900px;width:300px";
      for (let i = 1; i <= 40; i += 1) list.append(make("p", {}, make("button", {}, "Row " + String.fromCharCode(64 + (i % 26 || 26)).repeat(2) + i)));
      const shadow = make("div");
      const inner = make("button", {}, "Inside the shadow");
      inner.onclick = () => (inner.textContent = "Clicked inside");
      shadow.attachShadow({ mode: "open" }).append(inner);
      const frame = make("iframe", { src: "/frame", title: "Frame" });
      return [make("h1", {}, "Parts"), field("Password", "password", "password"), shadow, frame, list];
    },
  };
  const draw = () => main.replaceChildren(...(pages[location.pathname] ?? pages["/"])());
  document.querySelector("nav").addEventListener("click", (event) => {
    if (event.target.pathname === "/full") return;
    event.preventDefault();
    if (event.target.pathname) history.pushState(null, "", event.target.pathname);
    draw();
  });
  addEventListener("popstate", draw);
  draw();
}
