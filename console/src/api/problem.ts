// Problems in words that say what to do next. The server's own `detail` serves where nothing better is known here.

import { ProblemError } from "./http.js";

const WORDS: Record<string, string> = {
  "sign-in-refused": "E-mail or password is not right. Check both; after ten attempts you wait a quarter of an hour.",
  "code-refused": "That code is not right, or was used already. Wait for the next one in your app and type that.",
  "rate-limited": "That was too often in a short time. Wait a little, then try again.",
  "invitation-unknown": "This invitation was used already or has ended. Ask the admin who invited you for a new link.",
  "session-missing": "Your session is over. Sign in again; drafts are kept on this device.",
  "role-refused": "Your role may not do this. A supervisor can.",
  "csrf-refused": "This page is older than your session. Load it again and repeat what you did.",
  "conversation-unknown": "This conversation does not exist, or is not for you to see.",
  "contact-unknown": "This contact does not exist, or is not for you to see.",
  "capacity-reached": "That is more conversations at once than the capacity allows. Resolve, snooze or pass one on first.",
  "not-open": "There is nothing to take: it waits for nobody. Reopen it, or write to it.",
  "not-yours": "Only who has it may do this. Take it first, or ask them.",
  "nothing-to-answer": "There is no question of the contact to answer right now.",
  "person-unknown": "That person is not there any more. Choose somebody else.",
  "queue-unknown": "That queue is not there any more. Choose another.",
  "guide-unknown": "That guide is not there any more, or not for this contact.",
  "file-too-large": "That file is too large. Send a smaller one, or a link.",
  "file-type-refused": "Files of this sort are not taken. Pictures, PDF, text, CSV, JSON and ZIP are.",
  "text-too-long": "That is longer than 8000 characters. Send it in two parts.",
  "settings-changed": "Somebody else changed these settings meanwhile. Undo your changes to see theirs, then make yours again.",
  "key-unknown": "This key was ended meanwhile. Load the page again.",
  "last-key": "Nobody could get in without this key. Make another first, or let visitors in.",
  "mail-off": "No mail server is set up, so no e-mail can go out. An operator sets server.mail in usher.toml.",
  "address-missing": "The contact’s address is not known. Say where to send it.",
  "last-admin": "This is the only admin. Make somebody else an admin first, or nobody could change anything any more.",
  "person-exists": "Somebody with this e-mail is in the team already. Change or restore them in the list instead.",
  "canned-unknown": "This reply was deleted meanwhile. Load the list again.",
  "shortcut-taken": "Another reply has this shortcut. Choose another, or change that one.",
  "article-unknown": "There is no article with this path any more, or there never was.",
  "version-unknown": "This version is not there: it was a draft that was replaced or discarded.",
  "article-changed": "Somebody saved a newer version meanwhile. Close this and save again to see how yours differs.",
  "article-exists": "There is an article with this path already. Choose another path, or change that article.",
  "guide-changed": "Somebody saved a newer version meanwhile. Close this and save again to see how yours differs.",
  "upload-unknown": "This upload was taken off the list meanwhile.",
  "upload-gone": "The bytes of an upload are kept for a week, and these are gone. Upload the file again.",
  "intent-unknown": "This intent is not there any more: what it came from was read again without it. Load the page again.",
  "site-unknown": "This site was removed meanwhile. Load the page again.",
  "site-exists": "There is a site of this name already. Change that one, or give this one another name.",
  "suite-unknown": "This suite was deleted meanwhile. Load the list again.",
  "suite-exists": "There is a suite of this name already. Choose another name, or change that one.",
  "suite-changed": "Somebody changed this suite meanwhile. Close this, look at the case again, and repeat your change.",
  "run-unknown": "This run was deleted meanwhile.",
  "run-in-use": "This run is the baseline of its suite. Make another run the baseline first.",
  "calibration-unknown": "This budget is not there any more. Load the page again.",
  unreached: "Usher cannot be reached. Check your connection; what you wrote is kept here.",
};

export function inWords(error: unknown): string {
  if (!(error instanceof ProblemError)) return "Something failed in this page. Load it again; drafts are kept.";
  const { detail, title, retry_after } = error.problem;
  if (error.slug === "rate-limited" && retry_after) return `That was too often. Try again in ${retry_after} s.`;
  return WORDS[error.slug] ?? (detail || title);
}
