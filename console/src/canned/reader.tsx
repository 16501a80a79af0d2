// A canned reply for those who use and do not write it.

import type { Canned } from "../api/types.js";
import { go } from "../shell/router.js";
import { Ago, Badge, IconButton } from "../ui/parts.js";
import { phone } from "../ui/phone.js";
import { Preview } from "./preview.js";

export function Reader({ canned }: { canned: Canned }) {
  return (
    <section class="canned-editor" aria-label="The reply">
      {phone.value && <h1 class="sr-only">Canned reply</h1>}
      <header class="pane-head">
        <IconButton icon="back" label="Back to the list" class="back" onClick={() => go({ page: "canned" })} />
        <h2>{canned.title}</h2>
        <code class="shortcut">/{canned.shortcut}</code>
      </header>
      <div class="canned-columns">
        <div class="dialog-form">
          <p class="canned-words">{canned.text}</p>
          <p class="badges">
            {canned.tags.map((tag) => (
              <Badge key={tag}>{tag}</Badge>
            ))}
          </p>
          <p class="hint">
            Last change: <Ago at={canned.updated_at} />
            {canned.by && `, by ${canned.by.name}`}. Supervisors and content editors write these; type /{canned.shortcut} in a reply to use
            it.
          </p>
        </div>
        <Preview text={canned.text} inbox={canned.inbox} />
      </div>
    </section>
  );
}
