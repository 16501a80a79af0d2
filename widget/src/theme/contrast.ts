// Colours that can be read: WCAG 2.2's relative luminance and contrast ratio (success criteria 1.4.3 and 1.4.11).

export type Rgb = [number, number, number];

export const READABLE = 4.5;

/** `#rgb` and `#rrggbb`; null for anything else. */
export function parseColor(text: string | undefined): Rgb | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(text?.trim() ?? "")?.[1];
  if (!hex) return null;
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
  return [0, 2, 4].map((at) => parseInt(full.slice(at, at + 2), 16)) as Rgb;
}

export const toHex = (color: Rgb) => `#${color.map((part) => part.toString(16).padStart(2, "0")).join("")}`;

export function luminance(color: Rgb): number {
  const [r, g, b] = color.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

export function contrast(a: Rgb, b: Rgb): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

/** White where it can be read, else black: one of the two always reaches 4.5. */
export const onColor = (color: Rgb): Rgb =>
  contrast(color, [255, 255, 255]) >= READABLE ? [255, 255, 255] : [0, 0, 0];

/** The colour, mixed with white or black just so far that it can be read on `background`. */
export function readableOn(color: Rgb, background: Rgb, floor = READABLE): Rgb {
  const to = luminance(background) > 0.18 ? 0 : 255;
  for (let share = 0; share < 1; share += 0.04) {
    const mixed = color.map((part) => Math.round(part + (to - part) * share)) as Rgb;
    if (contrast(mixed, background) >= floor) return mixed;
  }
  return [to, to, to];
}
