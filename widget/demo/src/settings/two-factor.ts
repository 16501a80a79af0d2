import type { App } from "../core/app";
import { h } from "../core/dom";
import { me } from "../data/sums";
import { openDialog } from "../ui/dialog";
import { textField } from "../ui/field";
import { qrCode } from "./qr";

const SECRET = "JBSWY3DPEHPK3PXP";
const MOST_WRONG = 5;

/** Shows the QR code and asks for a code; then shows the recovery codes. The demo takes any six digits but 000000. */
export function setUpTwoFactor(app: App): void {
  const code = textField("6-digit code", {
    testid: "two-factor-code",
    inputmode: "numeric",
    autocomplete: "one-time-code",
    maxlength: 6,
    hint: "The app shows a new one every 30 seconds. The demo takes any six digits but 000000.",
  });
  const address = `otpauth://totp/Tallybook:${me(app.state).id}?secret=${SECRET}&issuer=Tallybook`;
  let wrong = 0;
  openDialog({
    title: "Set up two-factor",
    body: [
      h("p", {}, "Scan the QR code with an authenticator app on your phone, then enter the code that it shows."),
      h(
        "div",
        { class: "qr-row", "data-usher-private": false },
        qrCode(address, "QR code"),
        h(
          "div",
          {},
          h("p", { class: "hint" }, "Can't scan? Enter this key in the app:"),
          h("code", { class: "secret" }, SECRET.replace(/(.{4})/g, "$1 ").trim()),
        ),
      ),
      code.node,
    ],
    submit: { text: "Turn on", testid: "two-factor-confirm" },
    onSubmit(dialog) {
      const six = /^\d{6}$/.test(code.value);
      const right = six && code.value !== "000000";
      if (six && !right) wrong += 1;
      code.fail(
        right
          ? undefined
          : six
            ? "The code isn't accepted. Check that the clock of your phone is set automatically."
            : "Enter the six digits.",
      );
      if (wrong >= MOST_WRONG) dialog.trouble("After 5 wrong codes you have to wait 15 minutes.");
      if (!right) return false;
      queueMicrotask(() => showCodes(app));
      return true;
    },
  });
}

function showCodes(app: App): void {
  const codes = [...crypto.getRandomValues(new Uint32Array(10))].map(
    (n) => `${String(n % 100000).padStart(5, "0")}-${String(Math.floor(n / 100000) % 100000).padStart(5, "0")}`,
  );
  openDialog({
    title: "Your recovery codes",
    cancel: "Back",
    body: [
      h("p", {}, "Save these codes in a safe place. Each works once, in place of a code from the app."),
      h(
        "ul",
        { class: "codes", "data-usher-private": true },
        codes.map((c) => h("li", {}, h("code", {}, c))),
      ),
    ],
    submit: { text: "I have saved my codes", testid: "two-factor-saved" },
    onSubmit() {
      const { id } = me(app.state);
      app.change((s) => s.people.filter((p) => p.id === id).forEach((p) => (p.twoFactor = true)));
      app.announce("two_factor.enabled");
      app.say("Two-factor is on");
    },
  });
}
