// What is done to a picture, on its pixels: what is cut away or blacked out is not there any more in what comes out.
// Solid black and no blur, since words can be read back out of pixels that are only mixed.

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Pixels {
  width: number;
  height: number;
  /** Red, green, blue and opacity of each, row by row. */
  data: Uint8ClampedArray<ArrayBuffer>;
}

export interface Change {
  kind: "crop" | "hide";
  rect: Rect;
}

/** Black and opaque, whichever end the machine begins with. */
const BLACK = new Uint32Array(new Uint8Array([0, 0, 0, 255]).buffer)[0]!;

/** The original with every change; it stays as it is, so that undoing is to leave the last change out. */
export const changed = (original: Pixels, changes: readonly Change[]): Pixels =>
  changes.reduce((pixels, { kind, rect }) => (kind === "crop" ? crop : hide)(pixels, rect), original);

export function crop(pixels: Pixels, wanted: Rect): Pixels {
  const { x, y, width, height } = whole(wanted, pixels);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * pixels.width + x) * 4;
    data.set(pixels.data.subarray(from, from + width * 4), row * width * 4);
  }
  return { width, height, data };
}

export function hide(pixels: Pixels, wanted: Rect): Pixels {
  const { x, y, width, height } = whole(wanted, pixels);
  const data = pixels.data.slice();
  const each = new Uint32Array(data.buffer);
  for (let row = y; row < y + height; row++) each.fill(BLACK, row * pixels.width + x, row * pixels.width + x + width);
  return { width: pixels.width, height: pixels.height, data };
}

/** In whole pixels within the picture, never smaller than what was drawn: half a pixel is none that may be seen. */
export function whole(rect: Rect, { width, height }: { width: number; height: number }): Rect {
  const between = (value: number, most: number) => Math.min(Math.max(value, 0), most);
  const x = between(Math.floor(rect.x), width - 1);
  const y = between(Math.floor(rect.y), height - 1);
  const right = between(Math.ceil(rect.x + rect.width), width);
  const bottom = between(Math.ceil(rect.y + rect.height), height);
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
}
