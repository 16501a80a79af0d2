// What can be done with the conversation, as buttons and as keys.

import { useRef, useState } from "preact/hooks";
import { conversations, exportOne } from "../api/people.js";
import type { Row } from "../api/types.js";
import { FORMATS } from "../inbox/filters.js";
import type { Desk } from "../live/desk.js";
import { useCommands, type Command } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { openHere, place } from "../shell/router.js";
import { nextAfter } from "../store/next.js";
import { may } from "../store/views.js";
import { Icon, type IconName } from "../ui/icon.js";
import { lazy } from "../ui/lazy.js";
import { Menu, type MenuItem } from "../ui/menu.js";
import { Kbd } from "../ui/parts.js";
import { phone } from "../ui/phone.js";
import { failed, toast } from "../ui/toast.js";
import { allowed, type Allowed } from "./allowed.js";
import { AssignDialog } from "./assign.js";
import { HandBackDialog } from "./hand-back.js";
import { ResolveDialog } from "./resolve.js";
import { SnoozeDialog } from "./snooze.js";
import { TranscriptDialog } from "./transcript.js";

type Asking = "assign" | "snooze" | "hand-back" | "resolve" | "transcript" | "case" | null;

const ConversationCases = lazy(async () => (await import("../evals.js")).ConversationCases, true);

interface Action {
  id: string;
  label: string;
  icon: IconName;
  keys: string;
  run: () => void;
  primary?: boolean;
}

export function ActionBar({ row }: { row: Row }) {
  const desk = useDesk();
  const [asking, setAsking] = useState<Asking>(null);
  // The socket may take the row out of the list before the answer is here, and the list may come after the conversation.
  const around = useRef<readonly string[]>([]);
  const listed = desk.list.value?.ids.value ?? [];
  if (listed.includes(row.id)) around.current = listed;
  const goOn = (words: string) => {
    close();
    leave(desk, row, words, nextAfter(row.id, around.current, desk.list.peek()?.ids.peek() ?? []));
  };
  const can = allowed(row, desk.me.value);
  const actions = actionsOf(row, can, desk, setAsking);
  const measures = may(desk.me.value.role, "evals");
  const makeCase = () => setAsking("case");
  useCommands(
    () => [
      ...actions.map(({ run, ...one }): Command => ({
        ...one,
        title: one.label,
        group: "Conversation",
        of: row.id,
        run,
      })),
      ...(measures ? [{ id: "case", title: "Make a case", group: "Conversation", icon: "suites" as const, of: row.id, run: makeCase }] : []),
    ],
    [row.id, JSON.stringify(can), desk.list.value],
  );
  const close = () => setAsking(null);
  // On a phone the first is at hand and the rest unfolds.
  const inline = phone.value ? actions.slice(0, 2) : actions;
  const rest: MenuItem[] = (phone.value ? actions.slice(2) : []).map(({ label, icon, run }) => ({ label, icon, onSelect: run }));
  const mail: MenuItem[] = may(desk.me.value.role, "act")
    ? [{ label: "Send a transcript…", icon: "send", onSelect: () => setAsking("transcript") }]
    : [];
  const made: MenuItem[] = measures ? [{ label: "Make a case…", icon: "suites", onSelect: makeCase }] : [];
  const exports = FORMATS.map(([format, label]): MenuItem => ({
    label: `Export as ${label}`,
    icon: "export",
    href: exportOne(row.id, format),
  }));
  return (
    <div class="actions" role="group" aria-label="Actions">
      {inline.map((one) => (
        <button
          key={one.id}
          class={`button small ${one.primary ? "primary" : ""}`}
          onClick={one.run}
          title={`${one.label} (${one.keys})`}
        >
          <Icon name={one.icon} size={15} />
          {one.label}
          {!phone.value && <Kbd keys={one.keys} />}
        </button>
      ))}
      <Menu compact label="More" icon="more" class="icon-button" items={[...rest, ...mail, ...made, ...exports]} />
      {asking === "assign" && <AssignDialog row={row} onClose={close} />}
      {asking === "snooze" && <SnoozeDialog row={row} onClose={close} onDone={goOn} />}
      {asking === "transcript" && <TranscriptDialog row={row} onClose={close} />}
      {asking === "case" && <ConversationCases conversation={row.id} onClose={close} />}
      {asking === "hand-back" && <HandBackDialog row={row} onClose={close} />}
      {asking === "resolve" && <ResolveDialog row={row} onClose={close} onDone={() => goOn("Resolved")} />}
    </div>
  );
}

function actionsOf(row: Row, can: Allowed, desk: Desk, ask: (what: Asking) => void): Action[] {
  const act = (call: Promise<{ conversation: Row }>, words: string) => void desk.act(call).then(() => toast(words), failed);
  const all: (Action & { when: boolean })[] = [
    {
      when: can.take === "take",
      id: "take",
      label: "Take",
      icon: "check",
      keys: "t",
      primary: true,
      run: () => act(conversations.take(row.id), "It is with you now"),
    },
    {
      when: can.take === "over",
      id: "take",
      label: "Take over",
      icon: "check",
      keys: "t",
      primary: true,
      run: () => act(conversations.take(row.id, true), "You took it over"),
    },
    {
      when: can.decline,
      id: "decline",
      label: "Decline",
      icon: "cross",
      keys: "x",
      run: () => act(conversations.decline(row.id), "It goes on to the next"),
    },
    {
      when: can.reopen,
      id: "reopen",
      label: "Reopen",
      icon: "reopen",
      keys: "o",
      primary: true,
      run: () => act(conversations.reopen(row.id), "Open again, with you"),
    },
    {
      when: can.resolve,
      id: "resolve",
      label: "Resolve",
      icon: "resolved",
      keys: "e",
      primary: can.take === null && !can.reopen,
      run: () => ask("resolve"),
    },
    { when: can.snooze, id: "snooze", label: "Snooze", icon: "snoozed", keys: "s", run: () => ask("snooze") },
    { when: can.assign, id: "assign", label: "Assign", icon: "assign", keys: "a", run: () => ask("assign") },
    { when: can.handBack, id: "hand-back", label: "Hand back", icon: "handback", keys: "b", run: () => ask("hand-back") },
  ];
  return all.filter(({ when }) => when);
}

/** What is done leaves the view: on with the next one, and a way back. */
function leave(desk: Desk, row: Row, words: string, next: string | null) {
  toast(words, () => void desk.act(conversations.reopen(row.id)).then(() => openHere(row.id), failed));
  const { page, view } = place.peek();
  if (page === "inbox" && view !== "all") openHere(next, true);
}
