// The suggested reply: from the same engine, with its sources; sent as it is, edited, or discarded.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { ProblemError } from "../api/http.js";
import { conversations } from "../api/people.js";
import type { LogEvent, Row, Suggestion } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import type { Thread } from "../store/threads.js";
import { isWith } from "../store/views.js";
import { Citations } from "../thread/citations.js";
import { Icon } from "../ui/icon.js";
import { Badge } from "../ui/parts.js";
import { failed, toast } from "../ui/toast.js";

/** Asked for by itself once for each word of the contact, where it is with this person; and whenever they want. */
export function useSuggestion(thread: Thread, row: Row, wanted: boolean) {
  const { me } = useDesk();
  const [suggestion, setSuggestion] = useState<Suggestion | null>(null);
  const [busy, setBusy] = useState(false);
  const asked = useRef(0);
  const last = thread.events.value.findLast(
    ({ kind, body }) => kind === "message.created" && (body.author === "contact" || body.author === "human_agent"),
  );
  const open = last?.body.author === "contact" ? last.seq : 0;
  const automatic = wanted && open > 0 && isWith(row, me.value.id);

  const ask = useCallback(
    (quietly = false) => {
      setBusy(true);
      conversations.suggestion(row.id).then(
        (found) => {
          setBusy(false);
          if (found.text || found.guide) setSuggestion(found);
          else if (!quietly) toast("Usher has nothing to suggest here.");
        },
        (error: unknown) => {
          setBusy(false);
          if (!quietly || !(error instanceof ProblemError)) failed(error);
        },
      );
    },
    [row.id],
  );

  useEffect(() => {
    if (!automatic || asked.current === open) return;
    asked.current = open;
    // One made before, by whoever had it then, serves as well.
    const made = unused(thread.events.peek(), open);
    if (made) setSuggestion(made);
    else ask(true);
  }, [automatic, open]);

  return {
    suggestion,
    busy,
    ask: () => ask(),
    /** It was used: what comes next is about something else. */
    done: () => setSuggestion(null),
    discard() {
      if (suggestion) void conversations.discard(row.id, suggestion.id).catch(() => {});
      setSuggestion(null);
    },
  };
}

/** The last suggestion in the log since the contact's word, unless it was used or discarded. */
function unused(events: readonly LogEvent[], since: number): Suggestion | null {
  const used = new Set(events.filter(({ kind }) => kind === "people.suggestion_used").map(({ body }) => body.suggestion));
  const made = events.findLast(
    ({ seq, kind, body }) => seq > since && kind === "people.suggested" && !used.has(body.suggestion) && body.text !== "",
  );
  if (!made) return null;
  const { suggestion, text, citations, confidence } = made.body as {
    suggestion: string;
    text: string;
    citations: Suggestion["citations"];
    confidence: number;
  };
  return { id: suggestion, text, citations, guide: null, outcome: "answer", confidence };
}

interface SuggestionCardProps {
  suggestion: Suggestion;
  onSend: () => void;
  onEdit: () => void;
  onDiscard: () => void;
  onGuide: () => void;
  /** One line, while the packet is read. */
  small: boolean;
}

export function SuggestionCard({ suggestion, onSend, onEdit, onDiscard, onGuide, small }: SuggestionCardProps) {
  const [source, setSource] = useState<number | null>(null);
  const [unfolded, setUnfolded] = useState(false);
  const percent = Math.round(suggestion.confidence * 100);
  if (small && !unfolded) {
    return (
      <section class="suggestion small" aria-label="Suggested reply">
        <Icon name="spark" size={15} />
        <b>Suggested reply</b>
        <span class="cut">{suggestion.text || suggestion.guide?.title}</span>
        <button class="link" onClick={() => setUnfolded(true)}>
          Show
        </button>
      </section>
    );
  }
  return (
    <section class="suggestion" aria-label="Suggested reply">
      <header>
        <Icon name="spark" size={15} />
        <b>Suggested reply</b>
        <Badge tone="violet" title="Calibrated probability that it is right">
          {percent} % sure
        </Badge>
      </header>
      {suggestion.text && (
        <p class="suggestion-text" tabIndex={0}>
          {suggestion.text}
        </p>
      )}
      {suggestion.citations.length > 0 && (
        <Citations citations={suggestion.citations} open={source} onOpen={(at) => setSource(at === source ? null : at)} />
      )}
      <footer>
        {suggestion.text && (
          <button class="button small primary" onClick={onEdit}>
            Edit
          </button>
        )}
        {suggestion.text && (
          <button class="button small" onClick={onSend}>
            Send as it is
          </button>
        )}
        {suggestion.guide && (
          <button class="button small" onClick={onGuide}>
            <Icon name="guide" size={14} />
            Guide: {suggestion.guide.title}
          </button>
        )}
        <button class="link" onClick={onDiscard}>
          Discard
        </button>
      </footer>
    </section>
  );
}
