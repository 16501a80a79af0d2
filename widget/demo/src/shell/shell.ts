// What stays around every page: the menu, the top bar, the settings' own menu.

import type { App, View } from "../core/app";
import { append, h, replace } from "../core/dom";
import { limitsOf, sentThisMonth } from "../data/sums";
import { settingsMenu } from "../settings/sections";
import { bar, notice } from "../ui/parts";
import { brandMark, icon, type IconName } from "../ui/icons";
import { accountMenu } from "./account";
import { openDemoControls } from "./demo";

const PLACES: [name: string, path: string, icon: IconName][] = [
  ["Dashboard", "/dashboard", "dashboard"],
  ["Invoices", "/invoices", "invoices"],
  ["Customers", "/customers", "customers"],
  ["Payments", "/payments", "payments"],
  ["Import", "/import", "import"],
  ["Settings", "/settings/company", "settings"],
];

export function makeShell(app: App, root: HTMLElement): { show(view: View): void } {
  const side = h("aside", { class: "side", "aria-label": "Tallybook" });
  const top = h("header", { class: "top" });
  const main = h("main", { id: "main", tabindex: -1 });
  root.append(h("a", { class: "skip", href: "#main", onclick: skip }, "Skip to the content"), side, top, main);

  return {
    show(view) {
      const bare = view.frame === "bare";
      root.classList.toggle("bare", bare);
      replace(side, bare ? null : sidebar(app));
      replace(top, bare ? null : topBar(app));
      replace(main, bare ? null : planBar(app), content(app, view));
      showCurrent(main);
    },
  };

  function skip(event: Event) {
    event.preventDefault();
    main.focus();
  }
}

// On a phone the settings' menu scrolls sideways.
function showCurrent(main: HTMLElement): void {
  const link = main.querySelector<HTMLElement>(".settings-menu [aria-current]");
  const menu = link?.closest<HTMLElement>(".settings-menu");
  if (link && menu) menu.scrollLeft = link.offsetLeft - menu.clientWidth / 3;
}

function content(app: App, view: View): HTMLElement {
  const head = h(
    "div",
    { class: "page-head" },
    h("div", {}, h("h1", { tabindex: -1 }, view.title), view.lead && h("p", { class: "lead" }, view.lead)),
    view.actions && h("div", { class: "actions" }, view.actions),
  );
  if (view.frame !== "settings")
    return h("div", { class: view.frame === "bare" ? "content bare" : "content" }, head, view.body);
  return h(
    "div",
    { class: "content with-menu" },
    settingsMenu(app),
    h("div", { class: "settings-body" }, head, view.body),
  );
}

function sidebar(app: App): HTMLElement[] {
  const { state, nav } = app;
  const links = PLACES.map(([name, path, shape]) => {
    const test = `nav-${name.toLowerCase()}`;
    const refused = name === "Import" ? app.refusal("import") : undefined;
    const place = `/${path.split("/")[1]}`;
    const here = nav.path === place || nav.path.startsWith(`${place}/`);
    const to = name === "Settings" && app.refusal("set tax rates") ? "/settings/security" : path;
    const attrs = refused
      ? { role: "link", "aria-disabled": "true", title: refused, "data-testid": test }
      : { href: nav.href(to), "data-testid": test, "aria-current": here ? "page" : undefined };
    return h("li", {}, h("a", attrs, icon(shape), h("span", {}, name)));
  });
  return [
    h(
      "a",
      { class: "brand", href: nav.href("/dashboard"), "aria-label": "Tallybook home" },
      brandMark(),
      h("span", {}, "Tallybook"),
    ),
    h("p", { class: "company" }, state.company.name),
    h("nav", { "aria-label": "Main" }, h("ul", { class: "places" }, links)),
    h(
      "div",
      { class: "side-foot" },
      h(
        "div",
        { class: "side-usage" },
        bar("Sent this month", sentThisMonth(state), limitsOf(state).invoices),
        h("p", { class: "plan-name" }, `${limitsOf(state).name} plan`),
      ),
      demoButton(app, "demo-controls"),
    ),
  ];
}

function demoButton(app: App, testid: string): HTMLElement {
  return h(
    "button",
    { type: "button", class: "demo-button", "data-testid": testid, onclick: () => openDemoControls(app) },
    icon("sliders"),
    h("span", {}, "Demo controls"),
  );
}

function topBar(app: App): HTMLElement[] {
  const brand = h(
    "a",
    { class: "brand", href: app.nav.href("/dashboard"), "aria-label": "Tallybook home" },
    brandMark(),
    h("span", {}, "Tallybook"),
  );
  const holder = h("div", { class: "top-right" });
  append(holder, [demoButton(app, "demo-controls-top"), accountMenu(app)]);
  return [brand, holder];
}

function planBar(app: App): HTMLElement | null {
  if (!app.state.trouble.planPayment) return null;
  return notice(
    "warn",
    icon("warning"),
    h(
      "p",
      {},
      h("strong", {}, "Your Tallybook payment failed. "),
      "Your plan goes on for now. ",
      h("a", { href: app.nav.href("/settings/billing") }, "Update the card"),
    ),
  );
}
