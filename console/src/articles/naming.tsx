// What an article is begun with: a title, and the path that it makes, which can be another.

import { useState } from "preact/hooks";
import { Complaint } from "../ui/confirm.js";
import { TextField } from "../ui/field.js";
import { pathProblem, suggestPath } from "./words.js";

export interface Naming {
  title: string;
  setTitle: (title: string) => void;
  path: string;
  setPath: (path: string) => void;
  /** What is wrong with the path. */
  wrong: string | null;
}

export function useNaming(start: string, area: string | null): Naming {
  const [title, setTitle] = useState(start);
  /** null: as suggested. */
  const [own, setOwn] = useState<string | null>(null);
  const path = own ?? suggestPath(title, area);
  return { title, setTitle, path, setPath: setOwn, wrong: path || own !== null ? pathProblem(path) : null };
}

export const TitleField = ({ naming: { title, setTitle } }: { naming: Naming }) => (
  <TextField label="Title" hint="What a contact would look for" value={title} onInput={setTitle} maxLength={200} required />
);

export const PathField = ({ naming: { path, setPath, wrong } }: { naming: Naming }) => (
  <TextField
    label="Path"
    hint={wrong ?? "Its name for citations and uploads. It stays when the title changes"}
    value={path}
    onInput={setPath}
    invalid={wrong !== null}
    maxLength={300}
    required
  />
);

interface BeginFootProps {
  naming: Naming;
  begin: { busy: boolean; problem: string | null };
  onCancel: () => void;
}

export const BeginFoot = ({ naming, begin, onCancel }: BeginFootProps) => (
  <>
    <Complaint words={begin.problem} />
    <footer class="dialog-foot">
      <button type="button" class="button" onClick={onCancel}>
        Cancel
      </button>
      <button class="button primary" disabled={begin.busy || naming.wrong !== null}>
        Begin writing
      </button>
    </footer>
  </>
);
