// What each role may, in one sentence: the contract's table, for whoever has to choose.

import type { Role } from "../api/types.js";
import { ROLE } from "../store/words.js";

export const ROLE_MAY: Record<Role, string> = {
  admin: "Everything, and people, roles and the audit log",
  supervisor: "All that agents may; also the live view, taking over, queues, hours, canned replies and figures",
  agent: "Takes and answers conversations",
  content_editor: "Writes canned replies; reads no conversations",
  analyst: "Reads conversations and figures; writes to nobody",
};

export const ROLE_OPTIONS = (Object.keys(ROLE_MAY) as Role[]).map((role): [string, string] => [role, ROLE[role]]);
