// Guided steps that are verified in the live page.

export { find, type Finding } from "./fingerprint";
export { type Played, type PlayOptions, playGuide } from "./player";
