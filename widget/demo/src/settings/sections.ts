import type { App, View } from "../core/app";
import type { Task } from "../core/access";
import { h } from "../core/dom";
import { companyPage } from "./company";
import { securityPage } from "./security";

const SECTIONS: [name: string, path: string, task?: Task][] = [
  ["Company", "company", "set tax rates"],
  ["Plan and billing", "billing", "manage the plan"],
  ["Team", "team", "manage the team"],
  ["Integrations", "integrations", "manage integrations"],
  ["Security", "security"],
  ["Notifications", "notifications"],
];

export function settingsMenu(app: App): HTMLElement {
  return h(
    "nav",
    { "aria-label": "Settings", class: "settings-menu" },
    h(
      "ul",
      {},
      SECTIONS.map(([name, id, task]) => {
        const refusal = app.refusal(task);
        const path = `/settings/${id}`;
        const attrs = refusal
          ? { role: "link", "aria-disabled": "true", title: refusal, "data-testid": `settings-${id}` }
          : {
              href: app.nav.href(path),
              "aria-current": app.nav.path === path ? "page" : undefined,
              "data-testid": `settings-${id}`,
            };
        return h("li", {}, h("a", attrs, name));
      }),
    ),
  );
}

/** `/settings` shows the first section that this person may see. */
export function settingsHome(app: App): View {
  return app.refusal("set tax rates") ? securityPage(app, {}) : companyPage(app, {});
}
