// What can go into a reply besides words.

import { useRef } from "preact/hooks";
import type { FileRef } from "../api/types.js";
import { size } from "../store/time.js";
import { Icon } from "../ui/icon.js";
import { IconButton } from "../ui/parts.js";

interface ToolbarProps {
  tab: "reply" | "note";
  onFiles: (files: File[]) => void;
  onGuide: () => void;
  onCanned: () => void;
  onSuggest: () => void;
  suggesting: boolean;
}

export function Toolbar({ tab, onFiles, onGuide, onCanned, onSuggest, suggesting }: ToolbarProps) {
  const chooser = useRef<HTMLInputElement>(null);
  if (tab === "note") return <div class="toolbar" />;
  return (
    <div class="toolbar" role="group" aria-label="Add to the reply">
      <IconButton icon="clip" label="Attach a file" onClick={() => chooser.current?.click()} />
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-hidden="true"
        tabIndex={-1}
        onChange={(event) => (onFiles([...(event.currentTarget.files ?? [])]), (event.currentTarget.value = ""))}
      />
      <IconButton icon="canned" label="Canned reply" keys="/" onClick={onCanned} />
      <IconButton icon="guide" label="Send a guide" keys="g g" onClick={onGuide} />
      <IconButton
        icon="spark"
        label={suggesting ? "Thinking…" : "Suggest a reply"}
        keys="i"
        disabled={suggesting}
        onClick={onSuggest}
      />
    </div>
  );
}

export function FileTray({ files, busy, onDrop }: { files: FileRef[]; busy: boolean; onDrop: (id: string) => void }) {
  if (files.length === 0 && !busy) return null;
  return (
    <ul class="tray">
      {files.map((file) => (
        <li key={file.id}>
          <Icon name="file" size={14} />
          <span class="cut">{file.name}</span>
          <small>{size(file.bytes)}</small>
          <IconButton icon="cross" class="small" label={`Remove ${file.name}`} onClick={() => onDrop(file.id)} />
        </li>
      ))}
      {busy && <li role="status">Uploading…</li>}
    </ul>
  );
}
