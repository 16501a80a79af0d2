// Before a screenshot goes: cut it to what matters, and black out what nobody should see. Two canvases and nothing else,
// which no policy forbids: the picture as it will be sent, and over it the part that is marked.

import { el } from "../dom.js";
import { changed, whole, type Change, type Pixels, type Rect } from "./pixels.js";
import { corners, drawn, hold, nudged, type Hold, type Point } from "./selection.js";
import { SHOT_CSS } from "./style.js";
import type { ShotOptions } from "./index.js";

/** CSS pixels: how near to a corner takes hold of it, how large its handle is, how far an arrow key goes. */
const REACH = 22;
const HANDLE = 14;
const STEP = 8;

/** The PNG of what was made of it; null where it was left. */
export function editShot(original: Pixels, { root, strings }: ShotOptions): Promise<Blob | null> {
  const changes: Change[] = [];
  let marked: Rect | null = null;
  let held: Hold | null = null;

  const picture = el("canvas");
  const over = el("canvas", {
    ...{ tabindex: "0", role: "application", "aria-label": strings.shot.title, "aria-describedby": "usher-shot-intro" },
    ...{ onpointerdown: press, onpointermove: drag, onpointerup: release, onpointercancel: release, onkeydown: key },
  });
  const button = (kind: string, label: string, onclick: () => void) => el(`button.${kind}` as "button", { onclick }, label);
  const crop = button("pill", strings.shot.crop, () => change("crop"));
  const hide = button("pill", strings.shot.hide, () => change("hide"));
  const undo = button("pill", strings.shot.undo, () => (changes.pop(), make()));
  const attach = button("primary", strings.shot.attach, () => picture.toBlob((blob) => finish(blob), "image/png"));
  const size = el("p.size", { role: "status" });
  const node = el(
    "dialog.shot",
    { "aria-labelledby": "usher-shot", onclose: () => finish(null), oncancel: leave },
    el("h2", { id: "usher-shot" }, strings.shot.title),
    el("p", { id: "usher-shot-intro" }, strings.shot.intro),
    el("div.stage", picture, over),
    el("div.tools", crop, hide, undo, size, button("text", strings.shot.cancel, () => finish(null)), attach),
  );
  for (const kind of ["keydown", "keyup", "paste", "copy", "cut"]) node.addEventListener(kind, (event) => event.stopPropagation());

  /** Pixels of the picture in one of the screen. */
  const scale = () => over.width / (over.getBoundingClientRect().width || 1);

  function make() {
    const { width, height, data } = changed(original, changes);
    for (const canvas of [picture, over]) Object.assign(canvas, { width, height });
    picture.getContext("2d")!.putImageData(new ImageData(data, width, height), 0, 0);
    mark(null);
    over.focus();
  }

  function change(kind: Change["kind"]) {
    if (marked) changes.push({ kind, rect: marked });
    make();
  }

  function mark(next: Rect | null) {
    marked = next;
    crop.disabled = hide.disabled = !next;
    undo.disabled = !changes.length;
    const draw = over.getContext("2d")!;
    draw.clearRect(0, 0, over.width, over.height);
    if (!next) return void (size.textContent = "");
    const { x, y, width, height } = whole(next, over);
    const one = scale();
    draw.fillStyle = "rgba(0,0,0,.5)";
    draw.fillRect(0, 0, over.width, over.height);
    draw.clearRect(x, y, width, height);
    // White within dark shows on whatever is beneath.
    for (const [line, color] of [[4, "#000"], [2, "#fff"]] as const) {
      draw.lineWidth = line * one;
      draw.strokeStyle = draw.fillStyle = color;
      draw.strokeRect(x, y, width, height);
      const side = (HANDLE - 4 + line) * one;
      for (const corner of corners({ x, y, width, height })) draw.fillRect(corner.x - side / 2, corner.y - side / 2, side, side);
    }
    if (!held) size.textContent = `${width} × ${height}`;
  }

  function at({ clientX, clientY }: PointerEvent): Point {
    const { left, top } = over.getBoundingClientRect();
    return { x: (clientX - left) * scale(), y: (clientY - top) * scale() };
  }

  function press(event: PointerEvent) {
    over.setPointerCapture(event.pointerId);
    const point = at(event);
    held = hold(marked, point, REACH * scale());
    // A press beside what is marked begins anew.
    if ("anchor" in held && held.anchor === point) mark(null);
  }

  function drag(event: PointerEvent) {
    if (held) mark(drawn(held, marked, at(event), over));
  }

  function release() {
    held = null;
    // A press that went nowhere marks nothing.
    const least = 4 * scale();
    mark(marked && marked.width > least && marked.height > least ? marked : null);
  }

  function key(event: KeyboardEvent) {
    const [dx, dy] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [0, 0];
    if (!dx && !dy) return;
    event.preventDefault();
    const step = STEP * scale();
    mark(nudged(marked, dx! * step, dy! * step, event.shiftKey, over));
  }

  /** Escape gives up what is marked first. */
  function leave(event: Event) {
    if (!marked) return;
    event.preventDefault();
    mark(null);
  }

  const worn = root.wear(SHOT_CSS);
  root.shadow.append(node);
  node.showModal();
  make();

  let finish: (blob: Blob | null) => void;
  return new Promise((done) => {
    finish = (blob) => {
      node.remove();
      worn.remove();
      done(blob);
    };
  });
}
