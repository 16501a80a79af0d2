// One message: who, when, the words, what supports them, files, a guide, and how far it got.

import { useState } from "preact/hooks";
import type { Row } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { atClock, inFull } from "../store/time.js";
import type { Message } from "../store/entries.js";
import { contactName, shortReason } from "../store/words.js";
import { Icon } from "../ui/icon.js";
import { Avatar, Badge } from "../ui/parts.js";
import { Citations } from "./citations.js";
import { FileChips } from "./files.js";
import { GuideCard } from "./guide.js";
import { sentencesOf, Words } from "./text.js";

/** So much of a message names what is done with it. */
const LABEL = 80;

interface MessageViewProps {
  message: Message;
  row: Row;
  /** What a contact wrote can teach an intent; null: not by this person. */
  onTeach: ((text: string) => void) | null;
}

export function MessageView({ message, row, onTeach }: MessageViewProps) {
  const desk = useDesk();
  const [source, setSource] = useState<number | null>(null);
  const { author, by } = message;
  const own = by?.id === desk.me.value.id;
  const name =
    author === "contact"
      ? contactName(row)
      : author === "ai_agent"
        ? "Usher"
        : author === "system"
          ? "System"
          : own
            ? "You"
            : (by?.name ?? "A human agent");
  const open = (citation: number) => setSource(source === citation ? null : citation);
  return (
    <article class={`message ${author} ${own ? "own" : ""} ${message.delivery}`} aria-label={`${name}, ${atClock(message.at)}`}>
      <Picture message={message} name={name} row={row} />
      <div class="message-main">
        <header>
          <b>{name}</b>
          {author === "ai_agent" && <Confidence message={message} />}
          <time dateTime={message.at} title={inFull(message.at)}>
            {atClock(message.at)}
          </time>
          {author === "contact" && message.text && onTeach && (
            <button class="link teach" aria-label={`Teach an intent with “${message.text.slice(0, LABEL)}”`} onClick={() => onTeach(message.text)}>
              Teach an intent…
            </button>
          )}
        </header>
        {message.text && <p class="bubble">{cited(message, open, source)}</p>}
        {message.citations.length > 0 && <Citations citations={message.citations} open={source} onOpen={open} />}
        {message.files.length > 0 && <FileChips files={message.files} />}
        {message.play && <GuideCard play={message.play} />}
        {author === "human_agent" && <Delivery message={message} />}
      </div>
    </article>
  );
}

function Picture({ message, name, row }: { message: Message; name: string; row: Row }) {
  if (message.author === "ai_agent")
    return (
      <span class="avatar small usher" aria-hidden="true">
        <Icon name="spark" size={15} />
      </span>
    );
  return (
    <Avatar
      small
      name={name === "You" ? (message.by?.name ?? "You") : name}
      id={message.author === "contact" ? row.contact.id : (message.by?.id ?? "")}
    />
  );
}

function cited(message: Message, open: (citation: number) => void, source: number | null) {
  if (message.sentences.length === 0) return <Words text={message.text} />;
  return sentencesOf(message.text, message.sentences).map(({ text, citation }, at) => (
    <span key={at}>
      <Words text={text} />
      {citation !== null && message.citations[citation] && (
        <button
          class="cite"
          aria-expanded={source === citation}
          aria-label={`Source ${citation + 1}`}
          onClick={() => open(citation)}
        >
          {citation + 1}
        </button>
      )}
    </span>
  ));
}

function Confidence({ message }: { message: Message }) {
  const turn = message.turn;
  if (!turn) return <Badge tone="violet">AI agent</Badge>;
  const percent = Math.round(turn.confidence * 100);
  return (
    <Badge tone="violet" title={`Confidence ${percent} %`}>
      {turn.outcome === "escalate" ? shortReason(turn.reason) : `${percent} % sure`}
    </Badge>
  );
}

const DELIVERY = { sending: "Sending…", delivered: "Delivered", read: "Read", refused: "Not sent" } as const;

export function Delivery({ message }: { message: Pick<Message, "delivery" | "clientId" | "problem"> }) {
  const { outbox } = useDesk();
  const { delivery, clientId, problem } = message;
  return (
    <footer class={`delivery ${delivery}`}>
      {delivery === "read" && <Icon name="eye" size={13} />}
      {delivery === "delivered" && <Icon name="check" size={13} />}
      <span>
        {DELIVERY[delivery]}
        {problem && `: ${problem.detail || problem.title}`}
      </span>
      {delivery === "refused" && clientId && (
        <>
          <button class="link" onClick={() => outbox.retry(clientId)}>
            Send again
          </button>
          <button class="link" onClick={() => outbox.drop(clientId)}>
            Drop
          </button>
        </>
      )}
    </footer>
  );
}
