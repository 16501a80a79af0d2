// The contract of the people's side (docs/people.md, docs/protocol.md) as types, named as there, one file a noun. Nothing but
// types, so that they can be generated from /openapi.json one day.

export type * from "./types/words.js";
export type * from "./types/person.js";
export type * from "./types/inbox.js";
export type * from "./types/contact.js";
export type * from "./types/conversation.js";
export type * from "./types/turn.js";
export type * from "./types/canned.js";
export type * from "./types/figures.js";
export type * from "./types/frames.js";
export type * from "./types/playground.js";
export type * from "./types/model.js";
export type * from "./types/knowledge.js";
export type * from "./types/guide.js";
export type * from "./types/intent.js";
export type * from "./types/site.js";
export type * from "./types/evals.js";
