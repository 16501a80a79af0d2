import type { App } from "../core/app";
import { h } from "../core/dom";
import { me } from "../data/sums";
import { openDialog } from "../ui/dialog";
import { selectField, textField } from "../ui/field";

export function transferOwnership(app: App): void {
  const { state } = app;
  const ready = state.people.filter((p) => p.role === "admin" && p.twoFactor && !p.invited);
  const self = me(state).twoFactor ? undefined : "Turn on two-factor sign-in for yourself first.";
  const person = selectField("New owner", {
    testid: "transfer-person",
    placeholder: "Pick an admin",
    options: ready.map((p) => p.name),
    hint: "Admins with two-factor sign-in are listed.",
  });
  const password = textField("Password", {
    testid: "transfer-password",
    type: "password",
    autocomplete: "current-password",
  });
  openDialog({
    title: "Transfer ownership",
    body: [
      h(
        "p",
        {},
        "The admin gets an email and has 7 days to accept. Until then you are still the owner and can take the offer back.",
      ),
      person.node,
      password.node,
    ],
    submit: { text: "Offer ownership", testid: "transfer-offer", refusal: self },
    onSubmit() {
      person.fail(person.value ? undefined : "Pick an admin.");
      password.fail(password.value ? undefined : "Enter your password.");
      if (!person.value || !password.value) return false;
      app.change((s) => (s.ownershipOffer = person.value));
      app.announce("ownership.offered");
      app.say("Ownership offered");
      return true;
    },
  });
}
