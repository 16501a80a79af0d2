// A new guide: its title makes an id, which can be another, and a text with a word on every field.

import { useState } from "preact/hooks";
import { guides } from "../api/guides.js";
import { Area, useKnown } from "../articles/fields.js";
import { BeginFoot, TitleField, type Naming } from "../articles/naming.js";
import { go } from "../shell/router.js";
import { useSubmit } from "../ui/confirm.js";
import { TextField } from "../ui/field.js";
import { PageHead } from "../ui/page.js";
import { template } from "./template.js";
import { guideId, idProblem } from "./words.js";

export function NewGuide({ start, openDrawer }: { start: Record<string, string>; openDrawer: () => void }) {
  const [title, setTitle] = useState(start.title ?? "");
  const [area, setArea] = useState("");
  /** null: as suggested. */
  const [own, setOwn] = useState<string | null>(null);
  const id = own ?? guideId(title);
  const naming: Naming = { title, setTitle, path: id, setPath: setOwn, wrong: id || own !== null ? idProblem(id) : null };
  const known = useKnown();
  const begin = useSubmit(
    async () => {
      const made = await guides.save({ id, base: 0, text: template(id, title.trim(), area.trim()) });
      go({ page: "guides", id: made.guide_id }, true);
    },
    () => begin.setBusy(false),
  );
  return (
    <div class="page wide">
      <PageHead title="New guide" openDrawer={openDrawer} />
      <div class="page-body">
        <form class="card new-article" onSubmit={begin.submit}>
          <TitleField naming={naming} />
          <Area value={area} known={known.areas} onInput={setArea} />
          <TextField
            label="Id"
            hint={naming.wrong ?? "Its name for intents and conversations. It stays when the title changes"}
            value={id}
            onInput={setOwn}
            invalid={naming.wrong !== null}
            maxLength={100}
            required
          />
          <BeginFoot naming={naming} begin={begin} onCancel={() => go({ page: "guides" })} />
        </form>
      </div>
    </div>
  );
}
