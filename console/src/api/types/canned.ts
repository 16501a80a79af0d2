// Canned replies.

import type { PersonRef } from "./person.js";

export interface CannedBody {
  shortcut: string;
  title: string;
  text: string;
  inbox: string | null;
  tags: string[];
}

export interface Canned extends CannedBody {
  id: string;
  updated_at: string;
  by: PersonRef | null;
}
