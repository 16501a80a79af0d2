// How alike two texts of a user interface are, from 0 to 1.

/** Case, width, punctuation and surrounding blanks do not count. */
const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** What two texts have that differ only in their numbers (`INV-0042`, `INV-0039`): the same kind of thing. */
const SAME_BUT_NUMBERS = 0.7;

export function similar(a: string, b: string): number {
  // Nothing that could count: a label and a whole paragraph.
  if (b.length > 6 * a.length + 20) return 0;
  const [x, y] = [plain(a), plain(b)];
  // Signs alone ("+", "×") are compared as they are.
  if (!x || !y) return x === y && a.trim() === b.trim() ? 1 : 0;
  if (x === y) return 1;
  const numberless = (s: string): string => s.replace(/\d+/g, "0");
  if (numberless(x) === numberless(y)) return SAME_BUT_NUMBERS;
  return 0.5 * dice(x.split(" "), y.split(" ")) + 0.5 * dice(bigrams(x), bigrams(y));
}

/** Test ids by their words: `invoice-send`, `sendInvoice` and `invoice_send_btn` have much in common. */
export function similarIds(a: string, b: string): number {
  if (a === b) return 1;
  const words = (id: string): string[] => plain(id.replace(/([a-z])(?=[A-Z])/g, "$1 ")).split(" ");
  return 0.9 * dice(words(a), words(b));
}

function bigrams(text: string): string[] {
  return Array.from({ length: Math.max(1, text.length - 1) }, (_, i) => text.slice(i, i + 2));
}

/** Sørensen–Dice over multisets. */
function dice(a: string[], b: string[]): number {
  const left = new Map<string, number>();
  for (const item of a) left.set(item, (left.get(item) ?? 0) + 1);
  let both = 0;
  for (const item of b) {
    const n = left.get(item) ?? 0;
    if (n > 0) both += 1;
    left.set(item, n - 1);
  }
  return (2 * both) / (a.length + b.length);
}
