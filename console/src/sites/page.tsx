// Sites whose pages become articles: read once, and again on a schedule.

import { useState } from "preact/hooks";
import type { Site } from "../api/types.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import type { Place } from "../shell/router.js";
import { may } from "../store/views.js";
import { Icon } from "../ui/icon.js";
import { Lines, PageHead, useRowKeys } from "../ui/page.js";
import { Empty, Trouble } from "../ui/parts.js";
import { SiteCard } from "./card.js";
import { SiteDialog } from "./dialog.js";
import { useSites } from "./use-sites.js";

export function SitesPage({ openDrawer }: { at: Place; openDrawer: () => void }) {
  const { me } = useDesk();
  const writes = may(me.value.role, "articles");
  const { sites, problem, busy, again } = useSites();
  const [writing, setWriting] = useState<Site | "new" | null>(null);
  const box = useRowKeys<HTMLUListElement>("site");
  const add = () => setWriting("new");
  useCommands(
    () => (writes ? [{ id: "site.new", title: "Add a site", group: "Sites", icon: "plus", keys: "c", run: add }] : []),
    [writes],
  );
  return (
    <div class="page wide">
      <PageHead title="Sites" count={sites?.length ?? null} openDrawer={openDrawer}>
        {writes && (
          <button class="button primary" onClick={add}>
            <Icon name="plus" size={15} />
            Add a site
          </button>
        )}
      </PageHead>
      <div class="page-body" aria-busy={busy}>
        {problem && !sites && <Trouble words={problem} again={again} />}
        {!sites && !problem && <Lines count={4} />}
        {sites?.length === 0 && <NoSites writes={writes} />}
        {sites && sites.length > 0 && (
          <ul class="sites" ref={box} aria-label="Sites">
            {sites.map((one) => (
              <SiteCard key={one.id} site={one} onChange={writes ? () => setWriting(one) : null} again={again} />
            ))}
          </ul>
        )}
      </div>
      {writing && <SiteDialog site={writing === "new" ? null : writing} onDone={again} onClose={() => setWriting(null)} />}
    </div>
  );
}

const NoSites = ({ writes }: { writes: boolean }) => (
  <Empty icon="sites" title="No site is read yet">
    <p>
      {writes
        ? "Is your documentation on the web? Give its address: the main text of each page becomes an article, and what changes there changes here, as often as you say. Nothing is asked for that robots.txt closes, and what you edit here stays until its page changes."
        : "Content editors add the addresses of documentation on the web: the main text of each page becomes an article, and what changes there changes here."}
    </p>
  </Empty>
);
