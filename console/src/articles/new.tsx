// A new article: its title makes a path, which can be another, and then it is written.

import { useState } from "preact/hooks";
import { articles } from "../api/knowledge.js";
import { go } from "../shell/router.js";
import { useSubmit } from "../ui/confirm.js";
import { PageHead } from "../ui/page.js";
import { Area, useKnown } from "./fields.js";
import { BeginFoot, PathField, TitleField, useNaming } from "./naming.js";
import { BLANK, cleaned } from "./words.js";

export function NewArticle({ start, openDrawer }: { start: Record<string, string>; openDrawer: () => void }) {
  const [area, setArea] = useState("");
  const naming = useNaming(start.title ?? "", area);
  const known = useKnown();
  const begin = useSubmit(
    async () => {
      const meta = cleaned({ ...BLANK, title: naming.title, product_area: area });
      const made = await articles.save({ id: naming.path, base: 0, meta, body: "" });
      go({ page: "articles", id: made.article }, true);
    },
    () => begin.setBusy(false),
  );
  return (
    <div class="page wide">
      <PageHead title="New article" openDrawer={openDrawer} />
      <div class="page-body">
        <form class="card new-article" onSubmit={begin.submit}>
          <TitleField naming={naming} />
          <Area value={area} known={known.areas} onInput={setArea} />
          <PathField naming={naming} />
          <BeginFoot naming={naming} begin={begin} onCancel={() => go({ page: "articles" })} />
        </form>
      </div>
    </div>
  );
}
