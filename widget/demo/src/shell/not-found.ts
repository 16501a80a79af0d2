import type { App, View } from "../core/app";
import { h } from "../core/dom";
import { empty } from "../ui/parts";

export function notFound(app: App): View {
  return {
    title: "Page not found",
    body: empty(
      "There is nothing here",
      "The address may be old, or the record was removed.",
      h("a", { class: "button primary", href: app.nav.href("/dashboard") }, "Go to the Dashboard"),
    ),
  };
}
