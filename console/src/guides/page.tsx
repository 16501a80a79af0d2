// Guides: the list, a new one, or one of them.

import { useDesk } from "../shell/context.js";
import type { Place } from "../shell/router.js";
import { may } from "../store/views.js";
import { GuideScreen } from "./guide.js";
import { GuideList } from "./list.js";
import { NewGuide } from "./new.js";

export function GuidesPage({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const writes = may(useDesk().me.value.role, "articles");
  if (at.id === "new" && writes) return <NewGuide start={at.query} openDrawer={openDrawer} />;
  if (at.id) return <GuideScreen key={at.id} id={at.id} query={at.query} />;
  return <GuideList at={at} writes={writes} openDrawer={openDrawer} />;
}
