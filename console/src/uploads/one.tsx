// One upload: what each of its files became, or why it became nothing and what to do.

import { useState } from "preact/hooks";
import { uploads } from "../api/uploads.js";
import type { FileState, Upload, UploadFile, UploadFiles } from "../api/types.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { go, href } from "../shell/router.js";
import { size } from "../store/time.js";
import { listed } from "../store/words.js";
import { Confirm } from "../ui/confirm.js";
import { Icon } from "../ui/icon.js";
import { Lines, More, PageHead, useRowKeys } from "../ui/page.js";
import { usePaged } from "../ui/paged.js";
import { Ago, Badge, Empty, Trouble } from "../ui/parts.js";
import { failed, toast } from "../ui/toast.js";
import { CountBar } from "./line.js";
import { FILE_STATE, STATES, standing } from "./words.js";

interface OneProps {
  id: string;
  state: string;
  writes: boolean;
  openDrawer: () => void;
}

export function OneUpload({ id, state, writes, openDrawer }: OneProps) {
  const { content } = useDesk();
  const told = content.uploads.value.get(id);
  const list = usePaged<UploadFile, UploadFiles>(
    { read: (after) => uploads.get(id, state, after), items: (page) => page.files, key: (one) => one.id },
    [id, state],
    `${JSON.stringify(told?.counts)} ${told?.state} ${content.changed.value}`,
  );
  const upload = told ?? list.first?.upload ?? null;
  const box = useRowKeys<HTMLUListElement>("file");
  useCommands(
    () => [
      {
        id: "close",
        title: "Back to the uploads",
        group: "Uploads",
        icon: "back",
        keys: "u",
        run: () => go({ page: "uploads" }),
      },
    ],
    [],
  );
  return (
    <div class="page wide">
      <PageHead
        title={upload?.name ?? "Upload"}
        openDrawer={openDrawer}
        back={{ label: "Back to the uploads", to: () => go({ page: "uploads" }) }}
        mark={upload && <Badge tone={standing(upload).tone}>{standing(upload).words}</Badge>}
      >
        {upload && writes && <Acts upload={upload} />}
      </PageHead>
      <div class="page-body" aria-busy={list.busy}>
        {upload && (
          <>
            <p class="quiet">
              {[upload.folder ? `Into the folder ${upload.folder}` : "Into no folder", size(upload.bytes), upload.by?.name]
                .filter(Boolean)
                .join(" · ")}{" "}
              · <Ago at={upload.created_at} />
            </p>
            <CountBar upload={upload} />
            <States upload={upload} state={state} />
          </>
        )}
        {list.problem && <Trouble words={list.problem} again={list.again} />}
        {!list.items && !list.problem && <Lines count={4} />}
        {list.items?.length === 0 && <Empty icon="file" title={state ? "No file is like this" : "No file was found in it"} />}
        {list.items && list.items.length > 0 && (
          <ul class="lines upload-files" ref={box} aria-label="Files">
            {list.items.map((one) => (
              <FileLine key={one.id} file={one} />
            ))}
          </ul>
        )}
        <More {...list} />
      </div>
    </div>
  );
}

function Acts({ upload }: { upload: Upload }) {
  const { content } = useDesk();
  const [asking, setAsking] = useState(false);
  const retry = () => uploads.retry(upload.id).then(content.took, failed);
  return (
    <>
      {upload.counts.quarantined > 0 && (
        <button class="button" disabled={upload.state !== "done"} onClick={() => void retry()}>
          <Icon name="reopen" size={15} />
          Try again
        </button>
      )}
      <button class="button danger-quiet" onClick={() => setAsking(true)}>
        Remove…
      </button>
      {asking && (
        <Confirm
          title={`Remove “${upload.name}”?`}
          yes="Remove the upload"
          onClose={() => setAsking(false)}
          run={async () => {
            await uploads.remove(upload.id);
            toast("The upload is off the list");
            go({ page: "uploads" }, true);
          }}
        >
          <p>
            It goes off the list, and its bytes with it. Articles that came of it stay; archive those that nobody should be
            answered from.
          </p>
        </Confirm>
      )}
    </>
  );
}

function States({ upload, state }: { upload: Upload; state: string }) {
  const show = (next: FileState | "") => go({ page: "uploads", id: upload.id, query: next ? { state: next } : {} }, true);
  const there = STATES.filter((one) => upload.counts[one] > 0 || one === state);
  if (there.length < 2 && !state) return null;
  return (
    <div class="segments" role="group" aria-label="State">
      <button aria-pressed={state === ""} onClick={() => show("")}>
        All <small>{upload.files}</small>
      </button>
      {there.map((one) => (
        <button key={one} aria-pressed={state === one} onClick={() => show(one)}>
          {FILE_STATE[one].words} <small>{upload.counts[one]}</small>
        </button>
      ))}
    </div>
  );
}

function FileLine({ file }: { file: UploadFile }) {
  const { words, tone, hint } = FILE_STATE[file.state];
  return (
    <li class={file.state}>
      <Icon name={file.state === "quarantined" ? "alert" : "file"} />
      <div class="lines-main">
        <b class="path-name">{file.path}</b>
        {file.reason && <span class="reason">{file.reason}</span>}
        {file.articles.length > 0 && (
          <span class="became">
            {file.articles.map(({ id, title }) => (
              <a key={id} class="chip" data-row href={href({ page: "articles", id })}>
                <Icon name="book" size={13} />
                <span class="cut">{title}</span>
              </a>
            ))}
          </span>
        )}
        {file.dropped.length > 0 && <small>Not taken over: {listed(file.dropped)}.</small>}
        {file.flagged > 0 && (
          <small class="warned">
            {file.flagged === 1 ? "One sentence wants" : `${file.flagged} sentences want`} a look: written for machines, or hidden
            from readers. The article’s preview shows {file.flagged === 1 ? "it" : "them"}.
          </small>
        )}
      </div>
      <span class="lines-side">{size(file.bytes)}</span>
      <Badge tone={tone} title={hint}>
        {words}
      </Badge>
    </li>
  );
}
