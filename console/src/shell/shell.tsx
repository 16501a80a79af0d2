// The frame around every page: the sidebar, offers, the palette, and keys.

import { useEffect, useState } from "preact/hooks";
import { ContactPageView } from "../contact/page.js";
import { InboxPage } from "../inbox/page.js";
import { SearchPage } from "../search/page.js";
import { LivePage } from "../supervise/page.js";
import { may } from "../store/views.js";
import { Empty } from "../ui/parts.js";
import { Toasts } from "../ui/toast.js";
import { YouPage } from "../you/page.js";
import { runKey } from "./commands.js";
import { useDesk } from "./context.js";
import { Help } from "./help.js";
import { Offers } from "./offers.js";
import { Palette } from "./palette.js";
import { go, place, type Place } from "./router.js";
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
    const onKey = (event: KeyboardEvent) => runKey(event) && event.preventDefault();
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
  const desk = useDesk();
  const { role } = desk.me.value;
  const reads = may(role, "read");
  // Who may read nothing begins with what is theirs.
  useEffect(() => {
    if (!reads && at.page !== "you") go({ page: "you" }, true);
    else if (role === "analyst" && at.page === "inbox" && at.view === "mine") go({ page: "inbox", view: "all" }, true);
  }, [reads, role, at]);
  if (at.page === "you" || !reads) return <YouPage openDrawer={openDrawer} />;
  if (at.page === "inbox") return <InboxPage at={at} openDrawer={openDrawer} />;
  if (at.page === "search") return <SearchPage at={at} openDrawer={openDrawer} />;
  if (at.page === "contact" && at.id) return <ContactPageView id={at.id} openDrawer={openDrawer} />;
  if (at.page === "live" && may(role, "supervise")) return <LivePage at={at} openDrawer={openDrawer} />;
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

/** The tab says how many wait for this person. */
function useTitle(at: Place) {
  const desk = useDesk();
  const ringing = desk.offers.value.length;
  useEffect(() => {
    const page = at.page === "inbox" ? "Inbox" : at.page.charAt(0).toUpperCase() + at.page.slice(1);
    document.title = `${ringing > 0 ? `(${ringing}) ` : ""}${page} · Usher`;
  }, [ringing, at]);
}
