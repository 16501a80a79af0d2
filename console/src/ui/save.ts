// A text made here, as a file or to be pasted elsewhere.

import { toast } from "./toast.js";

export function saveAs(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Browsers refuse it outside of secure addresses. */
export const copy = (text: string, what: string) =>
  Promise.resolve(navigator.clipboard?.writeText(text) ?? Promise.reject(new Error())).then(
    () => toast(`${what} is on the clipboard`),
    () => toast("The browser does not let this page copy. Use “Download” instead.", undefined, "bad"),
  );
