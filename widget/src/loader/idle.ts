import type { Env } from "../env.js";

/** Runs when the page has loaded and has nothing to do; returns what calls it off. */
export function whenIdle(env: Env, run: () => void): () => void {
  let cancel = () => {};
  const wait = () => (cancel = env.after(200, run));
  if (document.readyState === "complete") wait();
  else window.addEventListener("load", wait, { once: true });
  return () => {
    cancel();
    window.removeEventListener("load", wait);
  };
}
