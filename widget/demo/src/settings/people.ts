import type { App } from "../core/app";
import { roleName } from "../core/access";
import { h } from "../core/dom";
import { initials } from "../core/format";
import type { Person, Role } from "../core/types";
import { log, me } from "../data/sums";
import { button } from "../ui/button";
import { openDialog } from "../ui/dialog";
import { selectField } from "../ui/field";
import { pill } from "../ui/parts";
import { GIVEN_ROLES } from "./invite";

export function row(app: App, person: Person): HTMLElement {
  const self = person.id === me(app.state).id;
  const stays = whyNot(app, person, self);
  return h(
    "li",
    {},
    h("span", { class: "avatar", "aria-hidden": "true" }, initials(person.name)),
    h(
      "span",
      { class: "person" },
      h("strong", {}, person.name, self && " (you)"),
      h("small", {}, person.email),
      h("span", { class: "tags" }, person.invited && pill("Invited"), person.twoFactor && pill("Two-factor")),
    ),
    person.role === "owner" ? pill("Owner") : roleList(app, person, stays),
    h(
      "span",
      { class: "row-actions" },
      person.invited &&
        button("Resend invitation", {
          testid: "team-resend",
          onclick: () => {
            app.announce("teammate.invited", { again: true });
            app.say("Invitation sent again");
          },
        }),
      person.twoFactor &&
        !self &&
        button("Reset two-factor", {
          testid: "team-reset-2fa",
          kind: "quiet",
          refusal: stays,
          hushed: true,
          onclick: () => resetTwoFactor(app, person),
        }),
      person.role !== "owner" &&
        button("Remove", {
          testid: "team-remove",
          kind: "quiet",
          refusal: stays,
          hushed: true,
          onclick: () => remove(app, person),
        }),
    ),
  );
}

function roleList(app: App, person: Person, refusal: string | undefined): HTMLElement {
  const options = GIVEN_ROLES.map((r) => [r, roleName(r)] as const);
  const field = selectField(`Role of ${person.name}`, {
    testid: "team-role",
    value: person.role,
    options,
    hideLabel: true,
    onchange: (value) => changeRole(app, person, value as Role),
  });
  field.control.disabled = Boolean(refusal);
  field.control.title = refusal ?? "";
  return field.node;
}

function whyNot(app: App, person: Person, self: boolean): string | undefined {
  if (self) return "You can't change your own role.";
  if (person.role === "admin" && app.state.role !== "owner") return "Only the owner can change an admin.";
  return undefined;
}

function changeRole(app: App, person: Person, role: Role): void {
  app.change((s) => {
    s.people.find((p) => p.id === person.id)!.role = role;
    log(s, `Made ${person.name} ${roleName(role).toLowerCase()}`);
  });
  app.announce("role.changed", { role });
  app.say("Role changed");
}

function resetTwoFactor(app: App, person: Person): void {
  app.change((s) => (s.people.find((p) => p.id === person.id)!.twoFactor = false));
  app.announce("two_factor.reset");
  app.say("Two-factor reset, there are 24 hours to set it up again");
}

function remove(app: App, person: Person): void {
  openDialog({
    title: "Remove teammate",
    body: h(
      "p",
      {},
      `${person.name} is signed out everywhere within a minute. Invoices and customers stay; drafts are handed to the owner.`,
    ),
    submit: { text: "Remove from team", testid: "team-remove-confirm", danger: true },
    onSubmit() {
      app.change((s) => {
        s.people = s.people.filter((p) => p.id !== person.id);
        if (!person.invited) s.former.push(person.name);
        log(s, `Removed ${person.name} from the team`);
      });
      app.announce("teammate.removed");
      app.say("Teammate removed");
    },
  });
}
