import "./styles/all.css";
import { makeApp } from "./core/app";
import { rememberFocus, restoreFocus } from "./core/focus";
import { signIn } from "./core/identity";
import { makeRouter } from "./core/router";
import { makeSlow } from "./core/slow";
import { openStore } from "./core/store";
import { me } from "./data/sums";
import { ROUTES } from "./routes";
import { notFound } from "./shell/not-found";
import { makeShell } from "./shell/shell";
import { listenForShortcuts } from "./shell/shortcuts";
import { makeStatus } from "./shell/status";
import { applyTheme } from "./shell/theme";
import { closeDialogs } from "./ui/dialog";

const root = document.documentElement;
const store = openStore(new URLSearchParams(location.search));
const status = makeStatus(document.getElementById("status")!);
const nav = makeRouter(root.dataset["base"] ?? "", draw);
const app = makeApp({ store, nav, say: status.say, slow: makeSlow() });
const shell = makeShell(app, document.getElementById("app")!);

applyTheme();
listenForShortcuts(app);
if (nav.path === "/") history.replaceState(null, "", nav.href("/dashboard"));
draw(true, true);

function draw(opened: boolean, first = false): void {
  const focus = opened ? undefined : rememberFocus();
  const scroll = scrollY;
  if (opened) {
    app.forget();
    closeDialogs();
    if (!first) status.clear();
  }
  // The route without the base, the plan and the role, for the widget and for tests.
  root.dataset["route"] = nav.path;
  root.dataset["plan"] = store.state.plan;
  root.dataset["role"] = store.state.role;
  signIn(me(store.state).name, store.state.role, store.state.plan);
  const found = nav.match(ROUTES);
  const view = found ? found.page(app, found.params) : notFound(app);
  document.title = `${view.title} · Tallybook`;
  shell.show(view);
  if (!opened) {
    scrollTo(0, scroll);
    if (document.activeElement === document.body || document.activeElement === null) restoreFocus(focus);
  } else if (!first) {
    scrollTo(0, 0);
    document.querySelector<HTMLElement>("h1")?.focus({ preventScroll: true });
  }
}
