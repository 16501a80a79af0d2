// Files of a reply: sent to the server at once, so that Send waits for nothing.

import { useState } from "preact/hooks";
import { putFile } from "../api/people.js";
import type { FileRef } from "../api/types.js";
import { failed, toast } from "../ui/toast.js";

const MOST = 5;

export function useFiles(files: FileRef[], onChange: (files: FileRef[]) => void) {
  const [busy, setBusy] = useState(false);
  async function add(chosen: File[]) {
    const room = MOST - files.length;
    if (chosen.length > room) toast(`At most ${MOST} files go with one message.`, undefined, "bad");
    setBusy(true);
    let all = files;
    for (const file of chosen.slice(0, room)) {
      try {
        all = [...all, await putFile(file)];
        onChange(all);
      } catch (error) {
        failed(error);
      }
    }
    setBusy(false);
  }
  return { busy, add: (chosen: File[]) => void add(chosen) };
}
