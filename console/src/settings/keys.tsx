// The keys that the host signs contacts' tokens with: made beside each other, so that it can change over without a gap.

import { useRef, useState } from "preact/hooks";
import { endKey, makeKey } from "../api/people.js";
import type { InboxSettings, NewKey } from "../api/types.js";
import { inFull } from "../store/time.js";
import { Confirm } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { Icon } from "../ui/icon.js";
import { failed, toast } from "../ui/toast.js";

interface KeysProps {
  inbox: string;
  keys: InboxSettings["keys"];
  reread: () => void;
}

export function Keys({ inbox, keys, reread }: KeysProps) {
  const [made, setMade] = useState<NewKey | null>(null);
  const [ending, setEnding] = useState<string | null>(null);
  const make = () => void makeKey(inbox).then((key) => (setMade(key), reread()), failed);
  return (
    <section class="block keys" aria-label="Keys">
      <h2>Keys</h2>
      <p class="hint">
        Your product’s server signs the tokens that say who a contact is. To change over: make a key, let the server sign with
        it, then end the old one.
      </p>
      <ul class="plain">
        {keys.map(({ kid, created_at }) => (
          <li key={kid}>
            <code>{kid}</code>
            <span class="quiet">{created_at ? `made ${inFull(created_at)}` : "stands in usher.toml, and is taken out there"}</span>
            {created_at && (
              <button class="button small danger-quiet" aria-label={`End the key ${kid}`} onClick={() => setEnding(kid)}>
                End…
              </button>
            )}
          </li>
        ))}
        {keys.length === 0 && <li class="quiet">No keys: visitors only.</li>}
      </ul>
      <button class="button" onClick={make}>
        <Icon name="plus" size={15} />
        New key
      </button>
      {made && <Secret made={made} onClose={() => setMade(null)} />}
      {ending && (
        <Confirm
          title={`End the key ${ending}?`}
          yes="End the key"
          onClose={() => setEnding(null)}
          run={async () => {
            await endKey(inbox, ending);
            reread();
            toast(`${ending} is refused from now on`);
          }}
        >
          <p>Tokens that are signed with it are refused from now on. Contacts whose product still signs with it cannot write.</p>
        </Confirm>
      )}
    </section>
  );
}

function Secret({ made, onClose }: { made: NewKey; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState(false);
  const copy = () =>
    void navigator.clipboard.writeText(made.secret).then(
      () => setCopied(true),
      () => field.current?.select(),
    );
  return (
    <Dialog title="The key is ready" onClose={onClose}>
      <div class="dialog-form">
        <p>
          Put it into your product’s server as <code>{made.kid}</code>. Who has it can speak as any of your contacts, so keep it
          where no page and no log shows it.
        </p>
        <div class="link-once">
          <input ref={field} readOnly aria-label="Secret" value={made.secret} onFocus={(event) => event.currentTarget.select()} />
          <button type="button" class="button primary" autofocus onClick={copy}>
            <Icon name={copied ? "check" : "copy"} size={15} />
            {copied ? "Copied" : "Copy"}
          </button>
        </div>
        <p class="hint">It is shown this once. If it gets lost, make another and end this one.</p>
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Done
          </button>
        </footer>
      </div>
    </Dialog>
  );
}
