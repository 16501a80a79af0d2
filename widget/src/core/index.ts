// What loads when the panel is wanted, or where there are unsent words or a guide to go on with.

export { createSession, type Session, type SessionOptions } from "./session.js";
