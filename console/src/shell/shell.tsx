// The frame around every page: the sidebar, offers, the palette, and keys.

import type { ComponentChild } from "preact";
import { useEffect, useState } from "preact/hooks";
import { AuditPage } from "../audit/page.js";
import { CannedPage } from "../canned/page.js";
import { ContactPageView } from "../contact/page.js";
import { FiguresPage } from "../figures/page.js";
import { InboxPage } from "../inbox/page.js";
import { KnowsPage } from "../knows/page.js";
import { LeftPage } from "../left/page.js";
import { PlaygroundPage } from "../playground/page.js";
import { QueuesPage } from "../queues/page.js";
import { SearchPage } from "../search/page.js";
import { LivePage } from "../supervise/page.js";
import { may } from "../store/views.js";
import { SettingsPage } from "../settings/page.js";
import { TeamPage } from "../team/page.js";
import { lazy } from "../ui/lazy.js";
import { Empty } from "../ui/parts.js";
import { Toasts } from "../ui/toast.js";
import { YouPage } from "../you/page.js";
import { runKey } from "./commands.js";
import { useDesk } from "./context.js";
import { Help } from "./help.js";
import { Offers } from "./offers.js";
import { lineOf, mayOpen, PAGES } from "./pages.js";
import { Palette } from "./palette.js";
import { go, openConversation, place, type PageName, type Place } from "./router.js";
import { Sidebar } from "./sidebar.js";
import { useShellCommands } from "./shell-commands.js";
import { LinkNotice } from "./link-notice.js";

export function Shell({ signOut }: { signOut: () => void }) {
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const [drawer, setDrawer] = useState(false);
  const at = place.value;
  useShellCommands({ openPalette: () => setPalette(true), openHelp: () => setHelp(true), signOut });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => runKey(event, openConversation()) && event.preventDefault();
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  useEffect(() => setDrawer(false), [at]);
  useTitle(at);

  return (
    <div class={`shell ${drawer ? "drawer" : ""}`}>
      <a class="skip" href="#content" onClick={(event) => (event.preventDefault(), document.getElementById("content")?.focus())}>
        To the content
      </a>
      <Sidebar signOut={signOut} openPalette={() => setPalette(true)} closeDrawer={() => setDrawer(false)} />
      <div class="veil" onClick={() => setDrawer(false)} />
      <main id="content" tabIndex={-1}>
        <LinkNotice />
        <Page at={at} openDrawer={() => setDrawer(true)} />
      </main>
      <Offers />
      <Toasts />
      {palette && <Palette onClose={() => setPalette(false)} />}
      {help && <Help onClose={() => setHelp(false)} />}
    </div>
  );
}

function Page({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const { role } = useDesk().me.value;
  const reads = may(role, "read");
  const allowed = mayOpen(role, at.page) || (reads && (at.page === "inbox" || at.page === "contact"));
  // Who may read nothing begins with what is theirs.
  const away = !reads && !allowed;
  useEffect(() => {
    if (away) go({ page: at.page === "inbox" && !at.id ? "articles" : "you" }, true);
    else if (role === "analyst" && at.page === "inbox" && at.view === "mine") go({ page: "inbox", view: "all" }, true);
  }, [away, role, at]);
  if (away) return null;
  const Shown = allowed && SCREENS[at.page];
  if (Shown) return <Shown key={at.page} at={at} openDrawer={openDrawer} />;
  return (
    <div class="alone">
      <Empty alone icon="search" title="There is nothing here">
        <p>The address is not one of this console’s, or not for your role.</p>
        <button class="button" onClick={() => go({ page: "inbox", view: "mine" })}>
          To the inbox
        </button>
      </Empty>
    </div>
  );
}

interface ScreenProps {
  at: Place;
  openDrawer: () => void;
}

const SCREENS: Partial<Record<PageName, (props: ScreenProps) => ComponentChild>> = {
  inbox: InboxPage,
  search: SearchPage,
  live: LivePage,
  contact: ContactPageView,
  team: TeamPage,
  playground: PlaygroundPage,
  queues: QueuesPage,
  canned: CannedPage,
  figures: FiguresPage,
  settings: SettingsPage,
  audit: AuditPage,
  left: LeftPage,
  articles: lazy(async () => (await import("../content.js")).ArticlesPage),
  guides: lazy(async () => (await import("../content.js")).GuidesPage),
  uploads: lazy(async () => (await import("../content.js")).UploadsPage),
  gaps: lazy(async () => (await import("../content.js")).GapsPage),
  intents: lazy(async () => (await import("../content.js")).IntentsPage),
  sites: lazy(async () => (await import("../content.js")).SitesPage),
  suites: lazy(async () => (await import("../evals.js")).SuitesPage),
  runs: lazy(async () => (await import("../evals.js")).RunView),
  budget: lazy(async () => (await import("../evals.js")).BudgetPage),
  replay: lazy(async () => (await import("../evals.js")).ReplayPage),
  knows: KnowsPage,
  you: YouPage,
};

/** The tab says how many wait for this person. */
function useTitle(at: Place) {
  const desk = useDesk();
  const ringing = desk.offers.value.length;
  useEffect(() => {
    const page = PAGES.find((one) => one.page === lineOf(at.page))?.name ?? (at.page === "contact" ? "Contact" : "Inbox");
    document.title = `${ringing > 0 ? `(${ringing}) ` : ""}${page} · Usher`;
  }, [ringing, at]);
}
