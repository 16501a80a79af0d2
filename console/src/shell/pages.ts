// The pages of the sidebar, by role. To add one: its name in router.ts (PageName and parse), an entry here, and its line in
// Page of shell.tsx.

import type { Role } from "../api/types.js";
import type { IconName } from "../ui/icon.js";
import type { PageName } from "./router.js";

export interface NavPage {
  page: PageName;
  name: string;
  icon: IconName;
  keys: string;
  roles: Role[];
}

const EVERYBODY: Role[] = ["admin", "supervisor", "agent", "content_editor", "analyst"];

export const PAGES: NavPage[] = [
  { page: "search", name: "Search", icon: "search", keys: "/", roles: ["admin", "supervisor", "agent", "analyst"] },
  { page: "live", name: "Live", icon: "live", keys: "g l", roles: ["admin", "supervisor"] },
  // Here come: people, queues and hours, canned replies, figures, audit, settings.
  { page: "you", name: "You", icon: "you", keys: "g y", roles: EVERYBODY },
];

export const pagesOf = (role: Role) => PAGES.filter(({ roles }) => roles.includes(role));
