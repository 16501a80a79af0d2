// What is told of a page's texts. Apart from the rest, so that watching alone loads little.

const MOST_TEXT = 300;

export const cut = (text: string): string => [...text].slice(0, MOST_TEXT).join("");

/** Addresses and long numbers (cards, accounts) are no help and no business of ours. */
export const masked = (text: string): string =>
  cut(String(text))
    .replace(/[^\s@<>"']+@[^\s@<>"']+\.\w+/g, "[email]")
    .replace(/\d(?:[ -]?\d){11,}/g, "[number]");
