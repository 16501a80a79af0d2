// Uploads: files are dropped anywhere on the page, sent, and read before one's eyes.

import { useRef, useState } from "preact/hooks";
import { uploads } from "../api/uploads.js";
import type { Upload, UploadPage } from "../api/types.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import type { Place } from "../shell/router.js";
import { may } from "../store/views.js";
import { Icon } from "../ui/icon.js";
import { Lines, More, PageHead, useRowKeys } from "../ui/page.js";
import { usePaged } from "../ui/paged.js";
import { Empty, Trouble } from "../ui/parts.js";
import { phone } from "../ui/phone.js";
import { DropZone } from "./drop.js";
import { UploadLine } from "./line.js";
import { OneUpload } from "./one.js";
import { SendingList } from "./sending.js";
import { TAKEN } from "./words.js";

export function UploadsPage({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const writes = may(useDesk().me.value.role, "articles");
  if (at.id) return <OneUpload key={at.id} id={at.id} state={at.query.state ?? ""} writes={writes} openDrawer={openDrawer} />;
  return <UploadList writes={writes} openDrawer={openDrawer} />;
}

function UploadList({ writes, openDrawer }: { writes: boolean; openDrawer: () => void }) {
  const { content } = useDesk();
  const told = content.uploads.value;
  // An upload that is told of for the first time stands at the top of what is read again.
  const list = usePaged<Upload, UploadPage>(
    { read: uploads.list, items: (page) => page.uploads, key: ({ id }) => id },
    [],
    `${told.size} ${content.changed.value}`,
  );
  const box = useRowKeys<HTMLUListElement>("upload");
  const picker = useRef<HTMLInputElement>(null);
  const [folder, setFolder] = useState("");
  const pick = () => picker.current?.click();
  useCommands(
    () => (writes ? [{ id: "upload", title: "Upload files", group: "Uploads", icon: "upload", keys: "c", run: pick }] : []),
    [writes],
  );
  const shown = (list.items ?? []).map((one) => told.get(one.id) ?? one);
  return (
    <div class="page wide">
      <PageHead title="Uploads" openDrawer={openDrawer} />
      <div class="page-body" aria-busy={list.busy}>
        {writes && (
          <>
            <DropZone onFiles={(files) => content.send(files, folder.trim())} />
            <section class="drop-box" aria-label="Upload files">
              <Icon name="upload" size={26} />
              <div>
                <b>{phone.value ? "Upload files" : "Drop files anywhere on this page"}</b>
                <p class="hint">
                  Markdown, HTML, text, PDF, DOCX, CSV of questions and answers, or a ZIP of them. At most 200 MB, 20 MB a file in
                  a ZIP.
                </p>
              </div>
              <label class="folder">
                <span>Into the folder</span>
                <input
                  value={folder}
                  placeholder="Optional"
                  maxLength={200}
                  onInput={(event) => setFolder(event.currentTarget.value)}
                />
              </label>
              <button class="button primary" onClick={pick}>
                Choose files
              </button>
              <input
                ref={picker}
                class="sr-only"
                type="file"
                tabIndex={-1}
                aria-label="Files to upload"
                accept={TAKEN}
                multiple
                onChange={(event) => {
                  content.send([...(event.currentTarget.files ?? [])], folder.trim());
                  event.currentTarget.value = "";
                }}
              />
            </section>
            <SendingList />
          </>
        )}
        {list.problem && <Trouble words={list.problem} again={list.again} />}
        {!list.items && !list.problem && <Lines count={4} />}
        {list.items?.length === 0 && (
          <Empty icon="upload" title="Nothing was uploaded yet">
            <p>
              {writes
                ? "A file that has the path of an article becomes its next version; the same text again changes nothing. What cannot be read is set apart, with its reason and the cure."
                : "Content editors upload what replies rest on."}
            </p>
          </Empty>
        )}
        {shown.length > 0 && (
          <ul class="lines uploads" ref={box} aria-label="Uploads">
            {shown.map((one) => (
              <UploadLine key={one.id} upload={one} />
            ))}
          </ul>
        )}
        <More {...list} />
      </div>
    </div>
  );
}
