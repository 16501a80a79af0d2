// What is attached to the message that is being written: the ways in, and a chip for each file.

import type { SentFile } from "../api/types.js";
import { el, icon, set } from "../dom.js";
import { fill } from "../i18n/strings.js";
import type { PanelContext } from "../panel/context.js";
import { CAMERA, CLIP, CLOSE } from "../panel/icons.js";
import { keyedList, type View } from "../panel/keyed.js";
import { takeShot } from "../shot/index.js";
import { accepted, kinds, MOST_FILES, refusal, sizeOf } from "./limits.js";
import { createUploads, type Upload } from "./uploads.js";

type Trouble = "large" | "type" | "many" | "lost" | "failed";

export interface Tray {
  /** The chips, and what went wrong. */
  node: HTMLElement;
  /** Ways in that stand beside the field. */
  buttons: HTMLElement;
  /** Takes what is dropped upon and pasted into this. */
  listen(zone: HTMLElement): void;
  /** How many there are, and whether the server has them all. */
  count(): number;
  isReady(): boolean;
  take(): SentFile[];
  /** The inbox is known, or another. */
  update(): void;
  remove(): void;
}

export function createTray(panel: PanelContext, on: { changed(): void; gone(): void }): Tray {
  const { strings, client, env, language, announce } = panel;
  const limits = () => panel.inbox()?.files;
  const input = el("input", { type: "file", multiple: true, hidden: true, "aria-label": strings.files.attach, onchange: chosen });
  const attach = button(CLIP, strings.files.attach, () => input.click());
  const camera = button(CAMERA, strings.files.shoot, () => void shoot());
  const buttons = el("div.ways", { hidden: true }, attach, camera, input);
  const chips = el("ul.chips");
  const trouble = el("p.problem", { role: "alert" });
  const node = el("div", chips, trouble);

  const uploads = createUploads({
    env,
    send: client.upload,
    key: `${panel.prefix}files`,
    changed() {
      list.update(uploads.all());
      on.changed();
    },
    ready: (name) => announce(fill(strings.files.ready, { name })),
    stalled: (name) => announce(`${name}: ${strings.files.stalled}`),
    failed: (name, why) => say(why, name),
  });
  const list = keyedList<Upload>(chips, chip);
  // Not before whoever asked for this tray has it.
  env.after(0, uploads.restore);

  function button(path: string, label: string, onclick: () => void) {
    return el("button.tool", { "aria-label": label, title: label, onclick }, icon(path));
  }

  const wordsFor = (why: Trouble) =>
    ({
      large: strings.files.large,
      type: strings.files.type,
      many: strings.files.many,
      lost: strings.files.lost,
      failed: strings.files.failed,
    })[why];

  /** Adds a line about what went wrong; it stays until the next file is chosen or the message goes. */
  function say(why: Trouble, name = "") {
    const found = limits();
    const values = found ? { size: sizeOf(found.max_bytes, language), types: kinds(found) } : {};
    const line = fill(wordsFor(why), { name, n: MOST_FILES, ...values });
    if (!trouble.textContent!.includes(line)) trouble.append(el("span", { dir: "auto" }, line));
  }

  function add(files: Iterable<File>) {
    const found = limits();
    if (!found) return;
    trouble.replaceChildren();
    for (const file of files) {
      const why = refusal(file, found, uploads.all().length);
      if (why) say(why, file.name);
      else uploads.add(file);
    }
  }

  function chosen() {
    add([...input.files!]);
    // The same file may be chosen again.
    input.value = "";
  }

  async function shoot() {
    camera.disabled = true;
    try {
      const file = await takeShot({ env, root: panel.root, strings });
      if (file) add([file]);
    } catch {
      trouble.replaceChildren(strings.shot.failed);
    }
    camera.disabled = false;
    camera.focus();
  }

  function chip({ key, name }: Upload): View<Upload> {
    const state = el("small");
    const bar = el("progress", { max: 1, "aria-label": name });
    const again = el("button.text", { onclick: () => uploads.retry(key) }, strings.again);
    const gone = () => {
      uploads.drop(key);
      announce(fill(strings.files.removed, { name }));
      const next = chips.querySelector<HTMLElement>(".tool");
      if (next) next.focus();
      else on.gone();
    };
    const label = fill(strings.files.remove, { name });
    const node = el("li", el("bdi", { title: name }, name), state, again, bar, button(CLOSE, label, gone));
    const update = ({ bytes, share, stalled, sent }: Upload) => {
      const waits = stalled ? strings.files.stalled : strings.waitsForNetwork;
      state.textContent = share === null ? waits : sizeOf(bytes, language);
      again.hidden = !stalled;
      bar.hidden = sent !== null;
      bar.value = share ?? 0;
    };
    update(uploads.all().find((upload) => upload.key === key)!);
    return { node, update };
  }

  return {
    node,
    buttons,
    listen(zone) {
      const carries = ({ dataTransfer }: DragEvent) => limits() && dataTransfer?.types.includes("Files");
      const over = (event: DragEvent, on: boolean) => {
        if (!carries(event)) return;
        event.preventDefault();
        set(zone, "data-drop", on && strings.files.drop);
      };
      zone.addEventListener("dragover", (event) => over(event, true));
      // From one thing in it to the next is no leaving.
      zone.addEventListener("dragleave", (event) => zone.contains(event.relatedTarget as Node | null) || over(event, false));
      zone.addEventListener("drop", (event) => {
        over(event, false);
        if (carries(event)) add(event.dataTransfer!.files);
      });
      zone.addEventListener("paste", (event) => {
        const { files, types } = event.clipboardData!;
        // Cells of a sheet come as words and as a picture of them: the words are meant.
        if (!limits() || !files.length || types.includes("text/plain")) return;
        event.preventDefault();
        add(files);
      });
    },
    count: () => uploads.all().length,
    isReady: () => uploads.all().every(({ sent }) => sent),
    take() {
      trouble.replaceChildren();
      return uploads.take();
    },
    update() {
      const found = limits();
      buttons.hidden = !found;
      if (found) input.accept = accepted(found);
      camera.hidden = !found?.media_types.includes("image/png") || !navigator.mediaDevices?.getDisplayMedia;
    },
    remove: uploads.remove,
  };
}
