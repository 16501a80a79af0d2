import type { App } from "../core/app";
import { h } from "../core/dom";
import { initials } from "../core/format";
import { roleName } from "../core/access";
import { me } from "../data/sums";
import { openDialog } from "../ui/dialog";
import { menuButton } from "../ui/menu";
import { facts } from "../ui/parts";

export function accountMenu(app: App): HTMLElement {
  const person = me(app.state);
  const face = [
    h("span", { class: "avatar", "aria-hidden": "true" }, initials(person.name)),
    h(
      "span",
      { class: "who", "aria-hidden": "true" },
      h("strong", {}, person.name),
      h("small", {}, roleName(person.role)),
    ),
  ];
  const items = [
    { text: "Profile", testid: "account-profile", onclick: () => openProfile(app) },
    { text: "Notifications", testid: "account-notifications", onclick: () => app.nav.go("/settings/notifications") },
    { text: "Security", testid: "account-security", onclick: () => app.nav.go("/settings/security") },
    {
      text: "Leave this account",
      testid: "account-leave",
      danger: true,
      refusal: app.state.role === "owner" ? "Transfer ownership first." : undefined,
      onclick: () => leave(app),
    },
  ];
  const head = h("p", { class: "menu-head" }, h("strong", {}, app.state.company.name), h("br"), person.email);
  return menuButton(h("span", { class: "account" }, ...face), items, {
    testid: "account-menu",
    label: "Account menu",
    class: "button account-button",
    head,
  });
}

function openProfile(app: App): void {
  const person = me(app.state);
  openDialog({
    title: "Profile",
    body: facts(["Name", person.name], ["Email", person.email], ["Role", roleName(person.role)]),
    cancel: "Close",
    submit: { text: "Request my data", testid: "profile-data" },
    onSubmit: () => app.say(`Your data comes by email to ${person.email} within 7 days`),
  });
}

function leave(app: App): void {
  openDialog({
    title: "Leave this account",
    body: h(
      "p",
      {},
      `You will no longer see anything of ${app.state.company.name}. Your drafts are handed to the owner.`,
    ),
    submit: { text: "Leave", testid: "account-leave-confirm", danger: true },
    onSubmit: () => app.say("In the demo you stay: change who you are in Demo controls"),
  });
}
