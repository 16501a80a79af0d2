// A new article: its title makes a path, which can be another, and then it is written.

import { useState } from "preact/hooks";
import { articles } from "../api/knowledge.js";
import { go } from "../shell/router.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { TextField } from "../ui/field.js";
import { PageHead } from "../ui/page.js";
import { Area, useKnown } from "./fields.js";
import { BLANK, cleaned, pathProblem, suggestPath } from "./words.js";

export function NewArticle({ start, openDrawer }: { start: Record<string, string>; openDrawer: () => void }) {
  const [title, setTitle] = useState(start.title ?? "");
  const [area, setArea] = useState("");
  /** null: as suggested. */
  const [own, setOwn] = useState<string | null>(null);
  const known = useKnown();
  const path = own ?? suggestPath(title, area);
  const wrong = path || own !== null ? pathProblem(path) : null;
  const begin = useSubmit(
    async () => {
      const made = await articles.save({ id: path, base: 0, meta: cleaned({ ...BLANK, title, product_area: area }), body: "" });
      go({ page: "articles", id: made.article }, true);
    },
    () => begin.setBusy(false),
  );
  return (
    <div class="page wide">
      <PageHead title="New article" openDrawer={openDrawer} />
      <div class="page-body">
        <form class="card new-article" onSubmit={begin.submit}>
          <TextField
            label="Title"
            hint="What a contact would look for"
            value={title}
            onInput={setTitle}
            maxLength={200}
            required
          />
          <Area value={area} known={known.areas} onInput={setArea} />
          <TextField
            label="Path"
            hint={wrong ?? "Its name for citations and uploads. It stays when the title changes"}
            value={path}
            onInput={setOwn}
            invalid={wrong !== null}
            maxLength={300}
            required
          />
          <Complaint words={begin.problem} />
          <footer class="dialog-foot">
            <button type="button" class="button" onClick={() => go({ page: "articles" })}>
              Cancel
            </button>
            <button class="button primary" disabled={begin.busy || wrong !== null}>
              Begin writing
            </button>
          </footer>
        </form>
      </div>
    </div>
  );
}
