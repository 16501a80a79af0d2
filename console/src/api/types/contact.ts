// Who is helped, and what they have before them.

import type { Row } from "./conversation.js";

export interface Contact {
  subject?: string | null;
  name?: string | null;
  email?: string | null;
  plan?: string | null;
  role?: string | null;
  account?: string | null;
  locale?: string | null;
}

export interface ContactPage {
  id: string;
  inbox: string;
  contact: Contact;
  created_at: string;
  seen_at: string;
  page: { route: string; title: string; at: string } | null;
  conversations: Row[];
}

export interface PageEvent {
  kind: "navigation" | "click" | "host";
  text: string;
  at?: string | null;
}

export interface PageError {
  code?: string | null;
  text: string;
  at?: string | null;
}
