// True where one pane fills the screen.

import { signal } from "@preact/signals";

const query = window.matchMedia("(max-width: 760px)");
export const phone = signal(query.matches);
query.addEventListener("change", () => void (phone.value = query.matches));
