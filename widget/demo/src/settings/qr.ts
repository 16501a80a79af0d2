// A QR code of up to 106 bytes: version 5, error correction L, mask 0 (ISO/IEC 18004).

import { s } from "../core/dom";

const SIZE = 37;
const DATA = 108;
const CORRECTION = 26;
/** Error correction L and mask 0, with their BCH code. */
const FORMAT = 0b111011111000100;

export function qrCode(text: string, label: string): SVGElement {
  const dark = matrix(text);
  const squares: string[] = [];
  for (let y = 0; y < SIZE; y += 1)
    for (let x = 0; x < SIZE; x += 1) if (dark[y]![x]) squares.push(`M${x + 4} ${y + 4}h1v1h-1z`);
  return s(
    "svg",
    { viewBox: `0 0 ${SIZE + 8} ${SIZE + 8}`, role: "img", "aria-label": label, class: "qr" },
    s("rect", { width: SIZE + 8, height: SIZE + 8, class: "qr-paper" }),
    s("path", { d: squares.join(""), class: "qr-ink" }),
  );
}

/** Rows of modules, true where dark. */
export function matrix(text: string): boolean[][] {
  const cells: (boolean | undefined)[][] = Array.from({ length: SIZE }, () =>
    Array<boolean | undefined>(SIZE).fill(undefined),
  );
  const put = (x: number, y: number, dark: boolean) => (cells[y]![x] = dark);
  for (const [cx, cy] of [
    [3, 3],
    [SIZE - 4, 3],
    [3, SIZE - 4],
  ] as const) {
    for (let y = -4; y <= 4; y += 1)
      for (let x = -4; x <= 4; x += 1) {
        const far = Math.max(Math.abs(x), Math.abs(y));
        if (cells[cy + y] && cx + x >= 0 && cx + x < SIZE) put(cx + x, cy + y, far !== 2 && far !== 4);
      }
  }
  for (let y = -2; y <= 2; y += 1)
    for (let x = -2; x <= 2; x += 1) put(30 + x, 30 + y, Math.max(Math.abs(x), Math.abs(y)) !== 1);
  for (let i = 8; i < SIZE - 8; i += 1) {
    put(i, 6, i % 2 === 0);
    put(6, i, i % 2 === 0);
  }
  for (let i = 0; i < 15; i += 1) {
    const bit = ((FORMAT >> i) & 1) === 1;
    if (i < 6) put(8, i, bit);
    else if (i < 8) put(8, i + 1, bit);
    else if (i === 8) put(7, 8, bit);
    else put(14 - i, 8, bit);
    if (i < 8) put(SIZE - 1 - i, 8, bit);
    else put(8, SIZE - 15 + i, bit);
  }
  put(8, SIZE - 8, true);
  const bits = codewords(text).flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((i) => ((byte >> i) & 1) === 1));
  let at = 0;
  for (let right = SIZE - 1; right >= 1; right -= 2) {
    if (right === 6) right = 5;
    const upwards = ((right + 1) & 2) === 0;
    for (let step = 0; step < SIZE; step += 1) {
      const y = upwards ? SIZE - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (cells[y]![x] !== undefined) continue;
        put(x, y, (bits[at] ?? false) !== ((x + y) % 2 === 0));
        at += 1;
      }
    }
  }
  return cells.map((row) => row.map((cell) => cell === true));
}

function codewords(text: string): number[] {
  const bytes = new TextEncoder().encode(text).slice(0, 106);
  const bits = [4, 8].map((width, i) => [i === 0 ? 4 : bytes.length, width]).concat([...bytes].map((b) => [b, 8]));
  const stream = bits.map(([value, width]) => value!.toString(2).padStart(width!, "0")).join("") + "0000";
  const data = (stream.slice(0, DATA * 8).match(/.{1,8}/g) ?? []).map((byte) => parseInt(byte.padEnd(8, "0"), 2));
  for (let pad = 0xec; data.length < DATA; pad ^= 0xec ^ 0x11) data.push(pad);
  return [...data, ...correction(data)];
}

/** The remainder of a division in GF(256) by the generator polynomial: Reed-Solomon. */
function correction(data: number[]): number[] {
  let generator = [1];
  for (let i = 0, root = 1; i < CORRECTION; i += 1, root = times(root, 2)) {
    generator = [...generator, 0].map((c, j) => c ^ times(generator[j - 1] ?? 0, root));
  }
  const rest = [...data, ...Array<number>(CORRECTION).fill(0)];
  for (let i = 0; i < data.length; i += 1) {
    const factor = rest[i]!;
    for (const [j, c] of generator.entries()) rest[i + j]! ^= times(c, factor);
  }
  return rest.slice(data.length);
}

function times(a: number, b: number): number {
  let product = 0;
  for (let i = 7; i >= 0; i -= 1) {
    product = (product << 1) ^ ((product >> 7) * 0x11d);
    product ^= ((b >> i) & 1) * a;
  }
  return product;
}
