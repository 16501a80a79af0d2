// One live conversation: how it feels, who has it, and how long the contact waits.

import { conversations } from "../api/people.js";
import type { Row } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { go, href } from "../shell/router.js";
import { contactName, standing } from "../store/words.js";
import { Ago, Avatar, Badge, Flags, Waiting } from "../ui/parts.js";
import { failed, toast } from "../ui/toast.js";

export function LiveCard({ row, watched }: { row: Row; watched: boolean }) {
  const desk = useDesk();
  const me = desk.me.value.id;
  const withMe = row.assignee?.id === me && row.stage === "active";
  function takeOver() {
    const other = row.stage === "active";
    desk
      .act(conversations.take(row.id, other))
      .then(() => (toast("It is with you now"), go({ page: "inbox", view: "mine", id: row.id })), failed);
  }
  return (
    <article class={`live-card ${watched ? "watched" : ""} ${row.flags.length > 0 ? "flagged" : ""}`}>
      <div class="live-who">
        <Avatar name={contactName(row)} id={row.contact.id} small />
        <div>
          <p class="row-top">
            <b class="cut">{contactName(row)}</b>
            {row.contact.account && <span class="row-account cut">{row.contact.account}</span>}
          </p>
          <a class="row-title cut" href={href({ page: "live", id: row.id })} aria-current={watched ? "true" : undefined}>
            {row.title}
          </a>
        </div>
      </div>
      <p class="live-words">{row.preview?.text ?? ""}</p>
      <Mood frustration={row.frustration} />
      <p class="live-state">
        <Badge tone={row.stage === "active" ? "accent" : row.stage ? "warn" : "violet"}>{standing(row, me)}</Badge>
        <Flags flags={row.flags.filter((flag) => flag !== "waiting_long")} />
        {row.waiting_since ? <Waiting since={row.waiting_since} /> : <Ago at={row.updated_at} />}
      </p>
      <div class="live-acts">
        <a class="button small" href={href({ page: "live", id: row.id })}>
          Watch
        </a>
        {!withMe && (
          <button class="button small" onClick={takeOver}>
            {row.stage === "active" || row.state === "pending" ? "Take over" : "Take"}
          </button>
        )}
      </div>
    </article>
  );
}

/** How frustrated the contact sounds; nothing is shown where all is calm. */
function Mood({ frustration }: { frustration: number }) {
  const percent = Math.round(frustration * 100);
  return (
    <div class="mood" role="img" aria-label={`Frustration ${percent} of 100`} title={`Frustration ${percent} of 100`}>
      <i class={frustration > 0.5 ? "bad" : frustration > 0.25 ? "warn" : "calm"} style={{ width: `${Math.max(4, percent)}%` }} />
    </div>
  );
}
