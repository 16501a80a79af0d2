// Files that are dragged over the window, wherever over it they are let go.

import { useEffect, useState } from "preact/hooks";
import { Icon } from "../ui/icon.js";

const hasFiles = (event: DragEvent) => [...(event.dataTransfer?.types ?? [])].includes("Files");

export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Entering a child comes before leaving its parent: only the sum tells whether it is still over the page.
    let depth = 0;
    const enter = (event: DragEvent) => hasFiles(event) && (depth++, setOver(true));
    const leave = (event: DragEvent) => hasFiles(event) && --depth <= 0 && setOver(false);
    const move = (event: DragEvent) => hasFiles(event) && event.preventDefault();
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length > 0) onFiles(files);
    };
    const calls = { dragenter: enter, dragleave: leave, dragover: move, drop };
    for (const [name, call] of Object.entries(calls)) window.addEventListener(name, call as EventListener);
    return () => {
      for (const [name, call] of Object.entries(calls)) window.removeEventListener(name, call as EventListener);
    };
  }, [onFiles]);
  if (!over) return null;
  return (
    <div class="drop-over" aria-hidden="true">
      <div>
        <Icon name="upload" size={34} />
        <b>Let go to upload</b>
      </div>
    </div>
  );
}
