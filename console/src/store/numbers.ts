// Numbers as people read them.

const grouped = new Intl.NumberFormat(undefined);
const money = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 4 });

export const count = (n: number) => grouped.format(n);

/** Never a certainty that is none: 99.6 % is not 100 %. */
export function percent(share: number): string {
  const whole = Math.round(share * 100);
  const honest = share < 1 && whole === 100 ? 99 : share > 0 && whole === 0 ? 1 : whole;
  return `${honest < whole ? "> " : honest > whole ? "< " : ""}${honest} %`;
}

/** With one decimal, where whole per cents say too little: `4.1 %`. */
export const exact = (share: number) => `${tenths(share)} %`;
const tenths = (share: number) => (share === 0 || share === 1 ? `${share * 100}` : (share * 100).toFixed(1));

/** `4.1 % (2.0–7.9 %)`: a share and its 95 % interval. */
export const spread = ({ value, low, high }: { value: number; low: number; high: number }) =>
  `${exact(value)} (${tenths(low)}–${tenths(high)} %)`;

/** `+4.1 points`: how a share changed. */
export const points = (change: number) => {
  const size = Math.abs(change * 100).toFixed(1);
  return size === "0.0" ? "no change" : `${change > 0 ? "+" : "−"}${size} points`;
};

/** Milliseconds below a second, else seconds. */
export const duration = (ms: number) => (ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`);

/** Millionths of the currency that the prices are configured in; a dash where none is. */
export const cost = (micros: number) => (micros === 0 ? "–" : micros < 100 ? "< 0.0001" : money.format(micros / 1e6));
