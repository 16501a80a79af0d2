import type { App } from "../core/app";
import { roleName } from "../core/access";
import { h } from "../core/dom";
import type { Role } from "../core/types";
import { limitsOf, log, seats } from "../data/sums";
import { openDialog } from "../ui/dialog";
import { selectField, textField } from "../ui/field";

export const GIVEN_ROLES: Role[] = ["admin", "accountant", "member"];
const ADDRESS = /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/;

export function inviteTeammate(app: App): void {
  const email = textField("Work email", { testid: "invite-email", type: "email" });
  const role = selectField("Role", {
    testid: "invite-role",
    placeholder: "Pick a role",
    options: GIVEN_ROLES.map((r) => [r, roleName(r)] as const),
    hint: "The first accountant on Plus, and three on Business, use no seat.",
  });
  openDialog({
    title: "Invite teammate",
    body: [
      email.node,
      role.node,
      h("p", { class: "hint" }, "The invitation works for 7 days. An open invitation takes up a seat."),
    ],
    submit: { text: "Send invitation", testid: "invite-send" },
    onSubmit(dialog) {
      const { state } = app;
      const valid = ADDRESS.test(email.value);
      email.fail(valid ? undefined : "Enter an email address.");
      role.fail(role.value ? undefined : "Pick a role.");
      if (!valid || !role.value) return false;
      const { used, accountants } = seats(state);
      const needsSeat = role.value !== "accountant" || accountants >= limitsOf(state).accountants;
      const known = state.people.some((p) => p.email.toLowerCase() === email.value.toLowerCase());
      const domain = state.security.sso;
      const refused = known
        ? "Already a member: the person is in the team, perhaps as read-only."
        : needsSeat && used >= limitsOf(state).morePeople
          ? "No seats left: remove somebody or move to a larger plan."
          : domain && !email.value.endsWith(`@${domain}`)
            ? "Address not allowed: your company uses single sign-on and the address is of another domain."
            : undefined;
      if (refused) {
        dialog.trouble(refused);
        return false;
      }
      app.change((s) => {
        s.people.push({
          id: `u${Date.now()}`,
          name: nameOf(email.value),
          email: email.value,
          role: role.value as Role,
          invited: true,
          twoFactor: false,
        });
        log(s, `Invited a teammate as ${role.value}`);
      });
      app.announce("teammate.invited", { role: role.value });
      app.say("Invitation sent");
      return true;
    },
  });
}

/** A name to show until the person enters their own: "jo.wells@…" is Jo Wells. */
function nameOf(email: string): string {
  const words = (email.split("@")[0] ?? "").split(/[._-]+/).filter(Boolean);
  return words.map((w) => w.charAt(0).toUpperCase() + w.slice(1)).join(" ");
}
