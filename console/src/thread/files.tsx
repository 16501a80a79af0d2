// Files by the server's own addresses: pictures in place, all else to download.

import type { FileRef } from "../api/types.js";
import { size } from "../store/time.js";
import { Icon } from "../ui/icon.js";

/** What browsers draw and nothing runs in. */
const PICTURES = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/** Only a path on this server: an address of elsewhere would tell others who reads here. */
const isOwn = (url: string) => url.startsWith("/") && !url.startsWith("//");

export function FileChips({ files }: { files: FileRef[] }) {
  return (
    <ul class="files">
      {files
        .filter(({ url }) => isOwn(url))
        .map((file) => (
          <li key={file.id}>
            {PICTURES.includes(file.media_type) ? (
              <a class="picture" href={file.url} target="_blank" rel="noopener noreferrer">
                <img src={file.url} alt={`Picture ${file.name}`} loading="lazy" />
              </a>
            ) : (
              <a class="file" href={file.url} download={file.name}>
                <Icon name="file" />
                <span class="cut">{file.name}</span>
                <small>{size(file.bytes)}</small>
              </a>
            )}
          </li>
        ))}
    </ul>
  );
}
