import type { App } from "../core/app";
import { h } from "../core/dom";
import { log } from "../data/sums";
import { openDialog } from "../ui/dialog";
import { textField } from "../ui/field";
import { button } from "../ui/button";
import { facts } from "../ui/parts";

export function setUpSso(app: App): void {
  const domain = textField("Email domain", { testid: "sso-domain", value: "harbourstreet.example" });
  const metadata = textField("Metadata address of your provider", {
    testid: "sso-metadata",
    type: "url",
    placeholder: "https://",
  });
  let tested = false;
  const dialog = openDialog({
    title: "Set up SSO",
    wide: true,
    body: [
      domain.node,
      facts(
        ["TXT record", h("code", {}, "tallybook-verify=8f31c0")],
        ["Sign-on address", h("code", {}, "https://tallybook.example/sso/acs")],
        ["Entity ID", h("code", {}, "https://tallybook.example/sso")],
      ),
      metadata.node,
      button("Test sign-in", {
        testid: "sso-test",
        onclick: () => {
          tested = /^https:\/\/\S+\.\S+/.test(metadata.value);
          metadata.fail(tested ? undefined : "Paste an address that starts with https://.");
          dialog.trouble(
            /expired/.test(metadata.value)
              ? "SSO-502 The provider's certificate has run out. Paste the metadata address again."
              : "",
          );
          if (/expired/.test(metadata.value)) tested = false;
          if (tested) app.say("Test sign-in worked");
        },
      }),
    ],
    submit: { text: "Turn on SSO", testid: "sso-on" },
    onSubmit(self) {
      if (!domain.value || !tested) {
        self.trouble("Choose Test sign-in first.");
        return false;
      }
      app.change((s) => {
        s.security.sso = domain.value;
        log(s, `Turned on SSO for ${domain.value}`);
      });
      app.announce("sso.enabled");
      app.say("SSO is on");
      return true;
    },
  });
}
