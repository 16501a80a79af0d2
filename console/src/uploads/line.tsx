// An upload in the list, and the bar that says how far its files are.

import type { Upload } from "../api/types.js";
import { href } from "../shell/router.js";
import { size } from "../store/time.js";
import { Icon } from "../ui/icon.js";
import { Ago, Badge } from "../ui/parts.js";
import { BAR, countWords, FILE_STATE, standing } from "./words.js";

export function UploadLine({ upload }: { upload: Upload }) {
  const { words, tone } = standing(upload);
  return (
    <li class="openable">
      <Icon name={/\.zip$/i.test(upload.name) ? "packet" : "file"} />
      <div class="lines-main">
        <a class="row-open" data-row href={href({ page: "uploads", id: upload.id })}>
          {upload.name}
        </a>
        <small>
          {[upload.folder && `into ${upload.folder}`, size(upload.bytes), upload.by?.name].filter(Boolean).join(" · ")} ·{" "}
          <Ago at={upload.created_at} />
        </small>
      </div>
      <CountBar upload={upload} />
      <Badge tone={tone}>{words}</Badge>
    </li>
  );
}

export function CountBar({ upload }: { upload: Upload }) {
  const words = countWords(upload);
  let x = 0;
  return (
    <div class="count-bar" title={words}>
      <svg viewBox="0 0 100 8" preserveAspectRatio="none" role="img" aria-label={words}>
        {upload.files > 0 &&
          BAR.map((state) => {
            const width = (upload.counts[state] / upload.files) * 100;
            x += width;
            return width > 0 && <rect key={state} class={FILE_STATE[state].tone} x={x - width} width={width} height={8} />;
          })}
      </svg>
      <small>{words}</small>
    </div>
  );
}
