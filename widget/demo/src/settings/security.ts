import type { App, View } from "../core/app";
import { h } from "../core/dom";
import { me } from "../data/sums";
import { button } from "../ui/button";
import { openDialog } from "../ui/dialog";
import { textField, toggle } from "../ui/field";
import { pill, section } from "../ui/parts";
import { setUpSso } from "./sso";
import { setUpTwoFactor } from "./two-factor";
import { sessions } from "./sessions";
import { auditLog } from "./audit";

export function securityPage(app: App, _params: Record<string, string>): View {
  return {
    title: "Security",
    frame: "settings",
    lead: "How you and your team sign in.",
    body: [password(app), twoFactor(app), sessions(app), sso(app), auditLog(app)],
  };
}

function password(app: App): HTMLElement {
  return section("Password", {
    lead: "At least 12 characters. Passwords don't run out.",
    aside: button("Change password", { testid: "password-change", onclick: () => changePassword(app) }),
  });
}

function changePassword(app: App): void {
  const old = textField("Old password", { testid: "password-old", type: "password", autocomplete: "current-password" });
  const fresh = textField("New password", {
    testid: "password-new",
    type: "password",
    autocomplete: "new-password",
    hint: "At least 12 characters, spaces too.",
  });
  openDialog({
    title: "Change password",
    body: [old.node, fresh.node, h("p", { class: "hint" }, "All your other sessions are signed out.")],
    submit: { text: "Save password", testid: "password-save" },
    onSubmit() {
      const value = fresh.control.value;
      const known = /^(password|tallybook|123456)/i.test(value);
      old.fail(old.value ? undefined : "Enter your old password.");
      fresh.fail(
        value.length < 12
          ? "Use at least 12 characters."
          : known
            ? "This password is known from leaks. Use another."
            : undefined,
      );
      if (!old.value || value.length < 12 || known) return false;
      app.change((s) => (s.security.sessions = s.security.sessions.slice(0, 1)));
      app.announce("password.changed");
      app.say("Password changed");
      return true;
    },
  });
}

function twoFactor(app: App): HTMLElement {
  const on = me(app.state).twoFactor;
  return section(
    "Two-factor sign-in",
    {
      lead: on
        ? ["A code from your app is asked for after your password. ", pill("On")]
        : "A 6-digit code from an app, after your password. On every plan.",
      aside: button(on ? "Move to another phone" : "Set up two-factor", {
        testid: on ? "two-factor-move" : "two-factor-setup",
        kind: on ? undefined : "primary",
        onclick: () => setUpTwoFactor(app),
      }),
    },
    toggle("Require two-factor for everyone", {
      testid: "two-factor-require",
      checked: app.state.security.required,
      refusal: app.refusal("set rules for everyone"),
      hint: "People who haven't set it up have 7 days.",
      onchange: (required) => {
        app.change((s) => (s.security.required = required));
        app.announce("two_factor.required", { required });
        app.say(required ? "Two-factor is required for everyone" : "Two-factor is no longer required");
      },
    }).node,
    on &&
      button("Add security key", {
        testid: "security-key-add",
        icon: "key",
        onclick: () => app.say("Touch your security key"),
      }),
  );
}

function sso(app: App): HTMLElement {
  const domain = app.state.security.sso;
  const off = () => {
    app.change((s) => delete s.security.sso);
    app.announce("sso.disabled");
    app.say("SSO is off");
  };
  return section(
    "Single sign-on",
    {
      lead: domain
        ? [`Everybody at ${domain} signs in through your provider. `, pill("On")]
        : "With any identity provider that speaks SAML 2.0.",
      aside: domain
        ? button("Turn off SSO", { testid: "sso-off", kind: "danger", onclick: off })
        : button("Set up SSO", {
            testid: "sso-setup",
            refusal: app.refusal("set rules for everyone", "sign in by SSO"),
            onclick: () => setUpSso(app),
          }),
    },
    domain &&
      toggle("Join automatically", {
        testid: "sso-join",
        hint: "People become members at their first sign-in, for as long as there are seats.",
        onchange: () => app.say("Saved"),
      }).node,
    domain &&
      toggle("Roles from your provider", {
        testid: "sso-roles",
        hint: "The attribute tallybook_role sets the role.",
        onchange: () => app.say("Saved"),
      }).node,
  );
}
