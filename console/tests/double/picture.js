// A PNG drawn by hand: the screenshot that a contact might send.

import { crc32, deflateSync } from "node:zlib";

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32 ? crc32(body) : crc(body));
  return Buffer.concat([length, body, sum]);
}

function crc(bytes) {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** Rectangles `[x, y, w, h, [r, g, b]]` on a white page. */
export function picture(width, height, boxes) {
  const rows = Buffer.alloc(height * (width * 3 + 1), 250);
  for (let y = 0; y < height; y++) rows[y * (width * 3 + 1)] = 0;
  for (const [x0, y0, w, h, colour] of boxes)
    for (let y = y0; y < y0 + h; y++)
      for (let x = x0; x < x0 + w; x++) colour.forEach((value, at) => (rows[y * (width * 3 + 1) + 1 + x * 3 + at] = value));
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

const GREY = [226, 224, 220];
const DARK = [70, 74, 72];
const RED = [186, 62, 48];

export const importScreen = () =>
  picture(440, 280, [
    [0, 0, 440, 30, [20, 92, 74]],
    [0, 30, 84, 250, [241, 239, 233]],
    [12, 46, 52, 7, GREY],
    [12, 64, 58, 7, GREY],
    [12, 82, 44, 7, DARK],
    [104, 50, 130, 12, DARK],
    [104, 80, 316, 40, [251, 233, 229]],
    [114, 90, 8, 20, RED],
    [132, 90, 190, 7, RED],
    [132, 103, 140, 6, [200, 150, 142]],
    ...[0, 1, 2, 3, 4, 5].flatMap((row) => [
      [104, 138 + row * 22, 316, 1, GREY],
      [104, 146 + row * 22, 60, 6, DARK],
      [190, 146 + row * 22, 90, 6, GREY],
      [310, 146 + row * 22, 70, 6, row % 3 ? GREY : RED],
    ]),
  ]);
