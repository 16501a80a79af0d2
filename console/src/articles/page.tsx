// Articles: the list, a new one, or one of them.

import { useDesk } from "../shell/context.js";
import type { Place } from "../shell/router.js";
import { may } from "../store/views.js";
import { ArticleScreen } from "./article.js";
import { ArticleList } from "./list.js";
import { NewArticle } from "./new.js";

export interface PageProps {
  at: Place;
  openDrawer: () => void;
}

export function ArticlesPage({ at, openDrawer }: PageProps) {
  const writes = may(useDesk().me.value.role, "articles");
  if (at.id === "new" && writes) return <NewArticle start={at.query} openDrawer={openDrawer} />;
  if (at.id) return <ArticleScreen key={at.id} id={at.id} query={at.query} />;
  return <ArticleList at={at} writes={writes} openDrawer={openDrawer} />;
}
