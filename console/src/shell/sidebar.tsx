// Views with their live counts, pages by role, and who is signed in.

import { may, VIEWS } from "../store/views.js";
import { PRESENCE, ROLE } from "../store/words.js";
import type { View } from "../api/types.js";
import { Icon, Mark } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";
import { MOD } from "../ui/mod.js";
import { Avatar, IconButton, Kbd } from "../ui/parts.js";
import { useDesk } from "./context.js";
import { lineOf, pagesOf, type NavPage } from "./pages.js";
import { go, href, place } from "./router.js";

interface SidebarProps {
  signOut: () => void;
  openPalette: () => void;
  closeDrawer: () => void;
}

export function Sidebar({ signOut, openPalette, closeDrawer }: SidebarProps) {
  const { role } = useDesk().me.value;
  return (
    <nav class="side" aria-label="Console">
      <div class="side-head">
        <span class="side-sign">
          <Mark />
          <b>Usher</b>
        </span>
        <IconButton icon="cross" label="Close the menu" class="drawer-only" onClick={closeDrawer} />
      </div>
      <button class="side-search" onClick={openPalette}>
        <Icon name="search" size={15} />
        <span>Go anywhere</span>
        <Kbd keys={`${MOD} K`} />
      </button>
      <div class="side-scroll">
        {may(role, "read") && <Views />}
        <Pages pages={pagesOf(role).filter(({ company }) => !company)} />
        <h2 class="side-title">Company</h2>
        <Pages pages={pagesOf(role).filter(({ company }) => company)} />
      </div>
      <Who signOut={signOut} />
    </nav>
  );
}

const Pages = ({ pages }: { pages: NavPage[] }) => (
  <ul class="side-list">
    {pages.map(({ page, name, icon }) => (
      <li key={page}>
        <a href={href({ page })} aria-current={lineOf(place.value.page) === page ? "page" : undefined}>
          <Icon name={icon} />
          <span>{name}</span>
          {page === "uploads" && <OnTheirWay />}
        </a>
      </li>
    ))}
  </ul>
);

/** Files that are being sent, wherever one looks meanwhile. */
function OnTheirWay() {
  const { length } = useDesk().content.sending.value;
  return length > 0 ? <span class="count">{length}</span> : null;
}

function Views() {
  const { counts, me } = useDesk();
  const at = place.value;
  const acts = may(me.value.role, "act");
  const shown = VIEWS.filter(({ view }) => acts || !["mine", "offered", "mentions"].includes(view));
  const current = (view: View) => (at.page === "inbox" && at.view === view ? "page" : undefined);
  return (
    <>
      <h2 class="side-title">Inbox</h2>
      <ul class="side-list">
        {shown.map(({ view, name }) => {
          const count = counts.value?.[view] ?? 0;
          const urgent = count > 0 && (view === "offered" || view === "waiting");
          return (
            <li key={view}>
              <a href={href({ page: "inbox", view })} aria-current={current(view)}>
                <Icon name={view} />
                <span>{name}</span>
                {count > 0 && <span class={`count ${urgent ? "urgent" : ""}`}>{count}</span>}
              </a>
            </li>
          );
        })}
        <li>
          <a href={href({ page: "inbox", view: "all" })} aria-current={current("all")}>
            <Icon name="all" />
            <span>All</span>
          </a>
        </li>
      </ul>
    </>
  );
}

function Who({ signOut }: { signOut: () => void }) {
  const desk = useDesk();
  const { name, id, role } = desk.me.value;
  const presence = desk.link.value === "open" ? desk.presence.value : "offline";
  const acts = may(role, "act");
  const items = [
    ...(acts
      ? [
          {
            label: presence === "online" ? "Be away" : "Be online",
            icon: "waiting" as const,
            onSelect: () => desk.wish(presence === "online" ? "away" : "online"),
          },
        ]
      : []),
    { label: "Notifications and looks", icon: "sound" as const, onSelect: () => go({ page: "you" }) },
    { label: "Sign out", icon: "out" as const, onSelect: signOut },
  ];
  return (
    <div class="side-who">
      <Avatar name={name} id={id} {...(acts && { presence })} />
      <div class="side-name">
        <b>{name}</b>
        <span>
          {ROLE[role]}
          {acts && ` · ${PRESENCE[presence]}`}
        </span>
      </div>
      <Menu compact icon="more" label="You" class="icon-button" items={items} />
    </div>
  );
}
