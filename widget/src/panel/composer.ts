// Where the contact writes. What is half written survives a reload.

import { el, icon, set } from "../dom.js";
import { createTray } from "../files/tray.js";
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
  /** Files that are dropped upon this or pasted into it are attached. */
  listen(zone: HTMLElement): void;
  /** Puts a text there to be changed, unless something is half written. */
  write(text: string): void;
  remove(): void;
}

export function createComposer(panel: PanelContext, draftKey: string, on: { sees(): void }): Composer {
  const { strings, client, env } = panel;
  const tray = createTray(panel, { changed: uploaded, gone: () => field.focus() });
  /** What is written goes as soon as its files are there, and only into the conversation that it was written in. */
  let held: { conversation: string | null } | null = null;
  const count = el("p.count", { id: "usher-count", role: "status" });
  const field = el("textarea", {
    rows: 1,
    "aria-label": strings.question,
    "aria-describedby": "usher-count",
    placeholder: strings.placeholder,
    autocomplete: "off",
    enterkeyhint: "send",
    oninput: edited,
    onkeydown: pressed,
    onfocus: () => client.warm(),
  });
  const send = el("button.send", { type: "submit", "aria-label": strings.send }, icon(SEND));
  const form = el("form.write", { onsubmit: submit }, tray.buttons, field, send);
  const talk = quiet(PERSON, strings.talk, panel.talkToPerson);
  const node = el("footer.composer", tray.node, count, form, el("div.under", talk, quiet(EYE, strings.sees, on.sees)));

  function quiet(path: string, label: string, onclick: () => void) {
    return el("button.quiet", { onclick }, icon(path), label);
  }

  function edited() {
    held = null;
    changed();
    if (field.value) client.typing();
  }

  function uploaded() {
    const goes = held?.conversation === client.state().conversation && tray.isReady();
    if (goes && tray.count()) submit();
    else if (tray.isReady()) held = null;
    changed();
  }

  function changed() {
    const { length } = field.value;
    const over = length > MAX_CHARACTERS;
    env.session.set(draftKey, over ? null : field.value || null);
    const values = { n: length.toLocaleString(panel.language), max: MAX_CHARACTERS.toLocaleString(panel.language) };
    count.textContent = over ? fill(strings.tooLong, values) : length > TELL_FROM ? `${values.n} / ${values.max}` : held ? strings.files.later : "";
    set(count, "data-over", over);
    set(field, "aria-invalid", over && "true");
    send.disabled = over || !(field.value.trim() || tray.count());
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

  function submit(event?: Event) {
    event?.preventDefault();
    const text = field.value.trim();
    if (!(text || tray.count()) || text.length > MAX_CHARACTERS) return field.focus();
    held = tray.isReady() ? null : { conversation: client.state().conversation };
    if (held) return changed();
    const files = tray.take();
    field.value = "";
    changed();
    panel.ask(text, files);
  }

  field.value = env.session.get(draftKey) ?? "";
  env.after(0, changed);
  return {
    node,
    // Who is with people already need not ask for them.
    update({ phase }) {
      set(talk, "data-idle", phase === "open" || phase === "snoozed");
      tray.update();
    },
    write(text) {
      if (!field.value) field.value = text;
      changed();
      field.focus();
      field.select();
    },
    focus: () => field.focus({ preventScroll: true }),
    listen: tray.listen,
    remove() {
      tray.remove();
      node.remove();
    },
  };
}
