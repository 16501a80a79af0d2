// What is known of a contact, from docs/protocol.md, docs/widget.md, docs/people.md and docs/language-model.md. Whoever changes those changes this.

import type { Role } from "../api/types.js";

export interface Fact {
  what: string;
  more: string;
  when: string;
  who: string;
}

const READERS = "Who reads conversations";

export const KNOWN: { title: string; intro: string; facts: Fact[] }[] = [
  {
    title: "Who they are",
    intro: "Only what your own back end vouches for. Usher guesses nothing about a person.",
    facts: [
      {
        what: "Their id in your product, and name, e-mail, plan, role, account, language",
        more: "Each only where your back end put it into the token that it signs.",
        when: "When they are signed in to your product and open the widget",
        who: `${READERS}. Plan, role and language also decide which articles may answer`,
      },
      {
        what: "Of a visitor: nothing",
        more: "A random token on their device finds their own conversations again. It says nothing about who they are.",
        when: "Where the inbox lets visitors ask",
        who: "Nobody: people read “Visitor”",
      },
    ],
  },
  {
    title: "What is before them",
    intro: "The page goes along with a message and never by itself. The contact reads it under “What is sent”, exactly as it goes, and can switch it off.",
    facts: [
      {
        what: "Route and title of the page",
        more: "The path without what follows “?”.",
        when: "With each message",
        who: `${READERS}: in the packet and beside the conversation`,
      },
      {
        what: "What they did and what went wrong there",
        more: "Names of controls pressed, pages visited, errors shown, and events that your product announces: the last few of each.",
        when: "Remembered in the page, sent with each message",
        who: `${READERS}: in the packet of a handoff`,
      },
      {
        what: "Controls that can be seen",
        more: "Role, name and place, so that a guide can point at them.",
        when: "With each message",
        who: "No person: Usher alone, until the reply is made",
      },
      {
        what: "How guide steps ended",
        more: "Done, skipped or failed, and why.",
        when: "While a guide is played",
        who: `${READERS}: in the packet and in the thread`,
      },
    ],
  },
  {
    title: "What they say",
    intro: "Kept with the conversation, as they wrote it.",
    facts: [
      {
        what: "Messages, files and screenshots",
        more: "A screenshot is one picture that they choose, crop and black out themselves before it is sent.",
        when: "When they send it. A file that never goes with a message is deleted after a day",
        who: READERS,
      },
      {
        what: "“Did it solve it?”, stars and their words",
        more: "A rating without their name is kept with the day and the inbox alone, outside the conversation.",
        when: "When they press it",
        who: `${READERS}; in the figures as numbers`,
      },
      {
        what: "That they are writing, and how far they read",
        more: "Never the words before they are sent.",
        when: "While the widget is open",
        who: "Who has the conversation open",
      },
    ],
  },
  {
    title: "What Usher makes of it",
    intro: "Worked out from the words, for the handoff.",
    facts: [
      {
        what: "Topic, urgency, frustration, why it was handed over, the evidence",
        more: "Estimates, shown as such in the packet. A title and what the matter is, where a language model writes them, are marked there.",
        when: "With each turn",
        who: `${READERS}; topics also in queues and figures`,
      },
      {
        what: "The record of a turn",
        more: "Kept with placeholders in place of personal data.",
        when: "With each turn",
        who: "Whoever operates the server",
      },
    ],
  },
  {
    title: "What a language model gets",
    intro: "Only where one is configured and the inbox has “Use the language model” on (`model = false` in usher.toml is off). Otherwise none gets anything.",
    facts: [
      {
        what: "The messages, and the page’s route, title and shown errors",
        more:
          "With placeholders such as “[email 1]” in place of e-mail addresses, cards, account numbers, phone numbers, postal addresses and " +
          "the contact’s known name. A name that nothing gives away may remain (docs/benchmarks.md, “Personal data”). Beside them go " +
          "passages of your articles. Never the value of a field, nothing marked private, no file, never the contact’s own e-mail address or name, " +
          "nor anything else that your back end says of them.",
        when: "When Usher answers, suggests or hands over, where the inbox has it on",
        who: "Whoever runs the model that usher.toml names. All that left stands in “What left”, word by word, for admins",
      },
    ],
  },
];

export const NEVER = [
  "What stands in a field of the page, and which keys are pressed",
  "Anything within parts that your product marks as private (except in a screenshot, which the contact makes and sees)",
  "E-mail addresses and long numbers in the page’s texts: they are masked before they are sent",
  "What follows “?” in the address",
  "Cookies: the widget sets and reads none",
  "Anything from the page to anybody but your own Usher: the widget talks to nobody else",
];

/** The contract's table, as far as it is about contacts. */
export const SEES: [Role, string][] = [
  ["admin", "Conversations, contacts, search and exports; who exported what, in the audit log"],
  ["supervisor", "Conversations, contacts, search and exports; all that is live"],
  ["agent", "Conversations, contacts, search and exports"],
  ["analyst", "Conversations, contacts, search and exports; writes to nobody"],
  ["content_editor", "No conversation and no contact"],
];

export const CONTACT_SEES = [
  "That an AI answers, before the first message",
  "The name of the person who took the conversation, and that they are writing",
  "How far people read; never notes, suggestions, or who else looks on",
];
