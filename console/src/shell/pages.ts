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
  /** Under the heading of what is the company's, not the day's work. */
  company?: true;
}

const EVERYBODY: Role[] = ["admin", "supervisor", "agent", "content_editor", "analyst"];

/** The contract's table "Who may what", as far as pages go by it. */
export const PAGES: NavPage[] = [
  { page: "search", name: "Search", icon: "search", keys: "/", roles: ["admin", "supervisor", "agent", "analyst"] },
  { page: "live", name: "Live", icon: "live", keys: "g l", roles: ["admin", "supervisor"] },
  {
    page: "canned",
    name: "Canned replies",
    icon: "canned",
    keys: "g c",
    roles: ["admin", "supervisor", "agent", "content_editor"],
    company: true,
  },
  { page: "articles", name: "Articles", icon: "book", keys: "g b", roles: EVERYBODY, company: true },
  { page: "guides", name: "Guides", icon: "guide", keys: "g 3", roles: EVERYBODY, company: true },
  { page: "uploads", name: "Uploads", icon: "upload", keys: "g v", roles: EVERYBODY, company: true },
  { page: "sites", name: "Sites", icon: "sites", keys: "g 1", roles: EVERYBODY, company: true },
  {
    page: "gaps",
    name: "What is missing",
    icon: "gap",
    keys: "g g",
    roles: ["admin", "supervisor", "content_editor", "analyst"],
    company: true,
  },
  { page: "intents", name: "Intents", icon: "intents", keys: "g 2", roles: EVERYBODY, company: true },
  { page: "figures", name: "Figures", icon: "figures", keys: "g f", roles: ["admin", "supervisor", "analyst"], company: true },
  {
    page: "playground",
    name: "Playground",
    icon: "try",
    keys: "g x",
    roles: ["admin", "supervisor", "content_editor", "analyst"],
    company: true,
  },
  { page: "suites", name: "Suites", icon: "suites", keys: "g j", roles: ["admin", "supervisor", "content_editor", "analyst"], company: true },
  { page: "budget", name: "Error budget", icon: "budget", keys: "g h", roles: ["admin", "supervisor", "content_editor", "analyst"], company: true },
  { page: "replay", name: "Replay", icon: "replay", keys: "g z", roles: ["admin", "supervisor", "analyst"], company: true },
  { page: "queues", name: "Queues and hours", icon: "queues", keys: "g q", roles: ["admin", "supervisor"], company: true },
  { page: "team", name: "Team", icon: "team", keys: "g t", roles: EVERYBODY, company: true },
  { page: "settings", name: "Inbox settings", icon: "settings", keys: "g i", roles: ["admin"], company: true },
  { page: "audit", name: "Audit log", icon: "audit", keys: "g d", roles: ["admin"], company: true },
  { page: "left", name: "What left", icon: "send", keys: "g e", roles: ["admin"], company: true },
  { page: "knows", name: "What Usher knows", icon: "eye", keys: "g k", roles: EVERYBODY, company: true },
  { page: "you", name: "You", icon: "you", keys: "g y", roles: EVERYBODY },
];

export const pagesOf = (role: Role) => PAGES.filter(({ roles }) => roles.includes(role));
/** Where a page without a line of its own belongs. */
const UNDER: Partial<Record<PageName, PageName>> = { runs: "suites" };
export const lineOf = (page: PageName) => UNDER[page] ?? page;
export const mayOpen = (role: Role, page: PageName) => pagesOf(role).some((one) => one.page === lineOf(page));
