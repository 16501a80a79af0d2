// Files on their way to the server, and those that did not arrive.

import { useDesk } from "../shell/context.js";
import type { Sending } from "../store/content.js";
import { size } from "../store/time.js";
import { Icon } from "../ui/icon.js";
import { IconButton } from "../ui/parts.js";

export function SendingList() {
  const { content } = useDesk();
  const all = content.sending.value;
  if (all.length === 0) return null;
  return (
    <ul class="lines sending" aria-label="Being sent">
      {all.map((one) => (
        <SendingLine key={one.key} one={one} />
      ))}
    </ul>
  );
}

function SendingLine({ one }: { one: Sending }) {
  const { content } = useDesk();
  const share = one.bytes > 0 ? Math.min(1, one.sent / one.bytes) : 1;
  const percent = Math.round(share * 100);
  return (
    <li class={one.state}>
      <Icon name={one.state === "refused" ? "alert" : "file"} />
      <div class="lines-main">
        <b class="cut">{one.folder ? `${one.folder}/${one.name}` : one.name}</b>
        {one.state === "refused" ? (
          <span class="span-wrong" role="alert">
            {one.problem}
          </span>
        ) : (
          <small>
            {one.state === "waiting"
              ? `Waits, ${size(one.bytes)}`
              : share < 1
                ? `${size(one.sent)} of ${size(one.bytes)}`
                : "Sent; the server writes it down"}
          </small>
        )}
        {one.state === "sending" && <progress max={100} value={percent} aria-label={`${one.name}, sent`} />}
      </div>
      {one.state === "refused" && one.passing && (
        <button class="button small" onClick={() => content.again(one.key)}>
          Try again
        </button>
      )}
      <IconButton
        icon="cross"
        label={one.state === "refused" ? `Take ${one.name} off the list` : `Stop sending ${one.name}`}
        onClick={() => content.drop(one.key)}
      />
    </li>
  );
}
