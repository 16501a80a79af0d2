import type { App } from "../core/app";
import { h } from "../core/dom";
import { limitsOf } from "../data/sums";
import { button } from "../ui/button";
import { openDialog } from "../ui/dialog";
import { selectField } from "../ui/field";
import { section } from "../ui/parts";

const NAMES: Record<string, string> = {
  GBP: "Pound sterling",
  EUR: "Euro",
  USD: "US dollar",
  CHF: "Swiss franc",
  SEK: "Swedish krona",
  NOK: "Norwegian krone",
  DKK: "Danish krone",
  CAD: "Canadian dollar",
  AUD: "Australian dollar",
  JPY: "Japanese yen",
};

export function currencies(app: App): HTMLElement {
  const { state } = app;
  const others = state.currencies.filter((c) => c !== "GBP");
  const full =
    others.length >= limitsOf(state).currencies
      ? `Your plan allows ${limitsOf(state).currencies} besides the home currency.`
      : undefined;
  const refusal = app.refusal("change the company", "use other currencies") ?? full;
  const remove = (code: string) => {
    app.change((s) => (s.currencies = s.currencies.filter((c) => c !== code)));
    app.say("Currency removed");
  };
  return section(
    "Currencies",
    {
      lead: "Besides the home currency.",
      aside: button("Add currency", { testid: "currency-add", icon: "plus", refusal, onclick: () => add(app) }),
    },
    h(
      "ul",
      { class: "feed" },
      state.currencies.map((code) =>
        h(
          "li",
          {},
          h("span", {}, h("strong", {}, code), h("small", {}, NAMES[code] ?? "")),
          code === "GBP"
            ? h("span", { class: "faint" }, "Home currency")
            : button("Remove", {
                kind: "quiet",
                testid: "currency-remove",
                refusal: app.refusal("change the company"),
                hushed: true,
                onclick: () => remove(code),
              }),
        ),
      ),
    ),
  );
}

function add(app: App): void {
  const left = Object.entries(NAMES).filter(([code]) => !app.state.currencies.includes(code));
  const currency = selectField("Currency", {
    testid: "currency-pick",
    placeholder: "Pick a currency",
    options: left.map(([code, name]) => [code, `${code}, ${name}`] as const),
  });
  openDialog({
    title: "Add currency",
    body: currency.node,
    submit: { text: "Add currency", testid: "currency-save" },
    onSubmit() {
      currency.fail(currency.value ? undefined : "Pick a currency.");
      if (!currency.value) return false;
      app.change((s) => s.currencies.push(currency.value));
      app.announce("currency.added", { currency: currency.value });
      app.say("Currency added");
      return true;
    },
  });
}
