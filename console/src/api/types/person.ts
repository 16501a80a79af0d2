// People of the company, their sessions and invitations, and what they did.

import type { Presence, Role } from "./words.js";

export interface PersonRef {
  id: string;
  name: string;
}

export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
  status: "active" | "revoked";
  skills: string[];
  inboxes: string[];
  capacity: number;
  totp: boolean;
  created_at: string;
  seen_at: string | null;
}

export interface Signed {
  person: Person;
  csrf: string;
  expires_at: string;
}

export type MemberChange = Partial<Pick<Person, "name" | "role" | "skills" | "inboxes" | "capacity">>;
export interface InvitationBody {
  email: string;
  name?: string;
  role: Role;
  inboxes?: string[];
  skills?: string[];
}

export interface Invitation {
  id: string;
  email: string;
  name: string;
  role: Role;
  by: PersonRef | null;
  created_at: string;
  expires_at: string;
}

export interface AuditEntry {
  id: string;
  at: string;
  by: PersonRef | null;
  act: string;
  on: string;
  detail: Record<string, unknown>;
}

export interface Welcome {
  email: string;
  name: string | null;
  role: Role;
  expires_at: string;
}

export interface PersonPresence {
  id: string;
  name: string;
  role: Role;
  presence: Presence;
  load: number;
  capacity: number;
}
