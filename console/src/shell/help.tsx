// Every key that does something right now.

import { Dialog } from "../ui/dialog.js";
import { MOD } from "../ui/mod.js";
import { Kbd } from "../ui/parts.js";
import { commands } from "./commands.js";

const WRITING: [string, string][] = [
  [`${MOD} Enter`, "Send the reply or the note"],
  ["/", "Canned reply, at the beginning of a word"],
  ["@", "Mention somebody in a note"],
  [`${MOD} S`, "Save the draft of an article"],
  [`${MOD} B`, "Bold in an article; I for italic, K for a link"],
  ["Esc", "Leave the text; the draft stays"],
];

export const shown = (keys: string) => keys.replace("Mod+k", `${MOD} K`);

export function Help({ onClose }: { onClose: () => void }) {
  const withKeys = commands.value.filter((command) => command.keys);
  const groups = [...new Set(withKeys.map((command) => command.group))];
  return (
    <Dialog title="Keyboard shortcuts" onClose={onClose} wide>
      <div class="help">
        {groups.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {withKeys
                .filter((one) => one.group === group)
                .map((one) => (
                  <div key={one.id}>
                    <dt>{one.title}</dt>
                    <dd>
                      <Kbd keys={shown(one.keys ?? "")} />
                      <span class="sr-only">{one.keys}</span>
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>While writing</h3>
          <dl>
            {WRITING.map(([keys, does]) => (
              <div key={keys}>
                <dt>{does}</dt>
                <dd>
                  <Kbd keys={keys} />
                  <span class="sr-only">{keys}</span>
                </dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}
