// Where the contact writes. What is half written survives a reload.

import { el, icon, set } from "../dom.js";
import { fill } from "../i18n/strings.js";
import type { State } from "../store/state.js";
import type { PanelContext } from "./context.js";
import { EYE, PERSON, SEND } from "./icons.js";

/** The most characters that the server takes. */
export const MAX_CHARACTERS = 8000;
/** From here on the contact is told how many there are. */
const TELL_FROM = 7500;

export interface Composer {
  node: HTMLElement;
  update(state: State): void;
  focus(): void;
  remove(): void;
}

export function createComposer(panel: PanelContext, draftKey: string, on: { sees(): void }): Composer {
  const { strings, client, env } = panel;
  const count = el("p.count", { id: "usher-count", role: "status" });
  const field = el("textarea", {
    rows: 1,
    "aria-label": strings.question,
    "aria-describedby": "usher-count",
    placeholder: strings.placeholder,
    autocomplete: "off",
    enterkeyhint: "send",
    oninput: changed,
    onkeydown: pressed,
    onfocus: () => client.warm(),
  });
  const send = el("button.send", { type: "submit", "aria-label": strings.send }, icon(SEND));
  const form = el("form.write", { onsubmit: submit }, field, send);
  const talk = quiet(PERSON, strings.talk, panel.talkToPerson);
  const node = el("footer.composer", {}, count, form, el("div.under", {}, talk, quiet(EYE, strings.sees, on.sees)));

  function quiet(path: string, label: string, onclick: () => void) {
    return el("button.quiet", { type: "button", onclick }, icon(path), label);
  }

  function changed() {
    const { length } = field.value;
    const over = length > MAX_CHARACTERS;
    env.session.set(draftKey, over ? null : field.value || null);
    const values = { n: length.toLocaleString(panel.language), max: MAX_CHARACTERS.toLocaleString(panel.language) };
    count.textContent = over ? fill(strings.tooLong, values) : length > TELL_FROM ? `${values.n} / ${values.max}` : "";
    set(count, "data-over", over);
    set(field, "aria-invalid", over && "true");
    send.disabled = over || !field.value.trim();
    if (length) client.typing();
    fit();
  }

  /** As high as its words, up to the height that the stylesheet allows. */
  function fit() {
    field.rows = 1;
    const style = getComputedStyle(field);
    const line = parseFloat(style.lineHeight) || 22;
    const inner = field.scrollHeight - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
    field.rows = Math.min(6, Math.max(1, Math.round(inner / line)));
  }

  function pressed(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    submit(event);
  }

  function submit(event: Event) {
    event.preventDefault();
    const text = field.value.trim();
    if (!text || text.length > MAX_CHARACTERS) return field.focus();
    field.value = "";
    changed();
    panel.ask(text);
  }

  field.value = env.session.get(draftKey) ?? "";
  env.after(0, changed);
  return {
    node,
    // Who is with people already need not ask for them.
    update: ({ phase }) => set(talk, "data-idle", phase === "open" || phase === "snoozed"),
    focus: () => field.focus({ preventScroll: true }),
    remove: () => node.remove(),
  };
}
