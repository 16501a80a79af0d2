// The handoff packet: everything that is known, so that nobody asks for it again. First the matter, where a language model
// wrote one, and the issue in one paragraph of fixed words, then
// what happened, then what Usher weighed, then a reply to start from.

import type { Handoff, Row } from "../api/types.js";
import type { Thread } from "../store/threads.js";
import { because, humane } from "../store/words.js";
import { Icon } from "../ui/icon.js";
import { Badge } from "../ui/parts.js";
import { Account, Files, Past } from "./about.js";
import { Doing, Errors, Tried } from "./happened.js";
import { Answered, Evidence, SuggestedReply, Withheld } from "./weighed.js";

interface PacketProps {
  thread: Thread;
  row: Row;
  open: boolean;
  onToggle: () => void;
  /** Puts words into the reply; null for who may not write. */
  onEdit: ((text: string) => void) | null;
}

export function Packet({ thread, row, open, onToggle, onEdit }: PacketProps) {
  const packet = thread.packet.value;
  if (!packet) return null;
  return (
    <section class={`packet ${open ? "" : "folded"}`} aria-label="Handoff packet">
      <header class="packet-head">
        <Icon name="packet" />
        {packet.title ? (
          <div class="packet-name">
            <small>Handoff packet, titled by a language model</small>
            <h3 dir="auto">{packet.title}</h3>
          </div>
        ) : (
          <h3>Handoff packet</h3>
        )}
        <Badge tone="brass">{humane(packet.reason)}</Badge>
        {packet.topic && <Badge>{humane(packet.topic)}</Badge>}
        {packet.urgency >= 0.5 && (
          <Badge tone="bad" title={`Urgency ${Math.round(packet.urgency * 100)} of 100`}>
            Urgent
          </Badge>
        )}
        <button class="button small packet-toggle" aria-expanded={open} onClick={onToggle}>
          {open ? "Got it" : "Show"}
          <Icon name={open ? "check" : "down"} size={14} />
        </button>
      </header>
      {open ? (
        <Contents packet={packet} thread={thread} row={row} onEdit={onEdit} />
      ) : (
        <p class="packet-short cut">{packet.summary}</p>
      )}
    </section>
  );
}

function Contents({ packet, thread, row, onEdit }: { packet: Handoff; thread: Thread; row: Row; onEdit: PacketProps["onEdit"] }) {
  return (
    <div class="packet-body">
      {packet.matter && <Matter text={packet.matter} />}
      <p class={packet.matter ? "packet-known" : "packet-summary"} dir="auto">
        {packet.summary}
      </p>
      <Care flags={packet.flags ?? []} />
      <div class="packet-grid">
        <div class="packet-column">
          {packet.page && (
            <Section title="On the page" icon="page">
              <p class="packet-page">
                <b>{packet.page.title || "Untitled page"}</b>
                <code>{packet.page.route}</code>
              </p>
            </Section>
          )}
          <Errors errors={packet.errors} />
          <Doing events={packet.events} />
          <Tried tried={packet.tried} thread={thread} />
          <Files thread={thread} />
        </div>
        <div class="packet-column">
          <Section title="Why Usher did not answer" icon="spark">
            <p>Handed over because {because(packet.reason)}.</p>
            <Withheld thread={thread} />
          </Section>
          <Evidence evidence={packet.evidence} />
          <SuggestedReply text={packet.suggested_reply} onEdit={onEdit} />
          <Answered answered={packet.answered} />
          <Account contact={packet.contact} />
          <Past thread={thread} row={row} />
        </div>
      </div>
    </div>
  );
}

/** Its sentences were held against the conversation; the fixed words below it are the ones that are known for sure. */
const Matter = ({ text }: { text: string }) => (
  <div class="packet-matter">
    <p class="packet-summary" dir="auto">
      {text}
    </p>
    <small>
      <Icon name="spark" size={12} />
      Written by a language model from the conversation
    </small>
  </div>
);

/** Text that tries to steer, or that people would not see. It never changed what was allowed. */
function Care({ flags }: { flags: NonNullable<Handoff["flags"]> }) {
  if (flags.length === 0) return null;
  return (
    <div class="packet-care">
      <Icon name="alert" />
      <div>
        <b>Handle with care</b>
        {flags.map((flag) => (
          <p key={flag.quote}>
            “{flag.quote}”{" "}
            <small>
              in the {humane(flag.place).toLowerCase()}: {flag.why}
            </small>
          </p>
        ))}
      </div>
    </div>
  );
}

interface SectionProps {
  title: string;
  icon: Parameters<typeof Icon>[0]["name"];
  children: preact.ComponentChildren;
}
export function Section({ title, icon, children }: SectionProps) {
  return (
    <section class="packet-section">
      <h4>
        <Icon name={icon} size={14} />
        {title}
      </h4>
      {children}
    </section>
  );
}
