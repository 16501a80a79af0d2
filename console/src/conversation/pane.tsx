// A conversation: its head and actions, the packet first, the thread, the reply, and the contact beside it. On a phone the
// packet, the thread and the contact are screens of their own.

import { useEffect, useMemo, useState } from "preact/hooks";
import { conversations } from "../api/people.js";
import type { Row } from "../api/types.js";
import { Composer } from "../composer/composer.js";
import { ContactPanel } from "../contact/panel.js";
import type { Thread } from "../store/threads.js";
import { Packet } from "../packet/packet.js";
import { usePacketRead } from "../packet/read.js";
import { arrived, useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { openHere } from "../shell/router.js";
import { isWith, may } from "../store/views.js";
import { ThreadView } from "../thread/thread.js";
import { Trouble } from "../ui/parts.js";
import { phone } from "../ui/phone.js";
import { Head } from "./head.js";

export type Screen = "packet" | "thread" | "contact";

export function ConversationPane({ id }: { id: string }) {
  const desk = useDesk();
  const thread = useMemo(() => desk.thread(id), [desk, id, desk.link.value === "open"]);
  useEffect(() => {
    desk.look(id);
    return () => desk.look(null);
  }, [desk, id]);
  const row = thread.ready.value ? desk.rows.signal(id)?.value : undefined;
  if (thread.problem.value && !row) {
    return (
      <div class="conversation">
        <Trouble words={thread.problem.value} again={() => openHere(null)} />
      </div>
    );
  }
  if (!row)
    return (
      <div class="conversation loading" role="status" aria-label="Loading the conversation">
        <div class="skeleton">
          <i />
          <i />
          <i />
        </div>
      </div>
    );
  return <Open thread={thread} row={row} />;
}

function Open({ thread, row }: { thread: Thread; row: Row }) {
  const desk = useDesk();
  const packet = usePacketRead(thread);
  const [screen, setScreen] = useState<Screen>(phone.value && packet.exists && !packet.read ? "packet" : "thread");
  const small = phone.value;
  const panel = desk.prefs.contactPanel;
  useSeen(thread, row);
  useCommands(
    () => [
      {
        id: "packet",
        title: packet.open ? "Fold the packet" : "Show the packet",
        group: "Conversation",
        icon: "packet",
        keys: "p",
        of: row.id,
        run: () => (small ? setScreen(screen === "packet" ? "thread" : "packet") : packet.toggle()),
      },
      {
        id: "contact",
        title: "Contact beside the thread",
        group: "Conversation",
        icon: "contact",
        keys: "c",
        of: row.id,
        run: () => (small ? setScreen(screen === "contact" ? "thread" : "contact") : void (panel.value = !panel.peek())),
      },
    ],
    [row.id, packet.open, small, screen],
  );
  // Its own commands and those of all parts are there by now: effects of what is inside run first.
  useEffect(() => arrived(row.id), [row.id]);

  const acts = may(desk.me.value.role, "act");
  const [start, setStart] = useState<{ text: string } | null>(null);
  const onEdit = acts ? (text: string) => (setStart({ text }), packet.fold(), setScreen("thread")) : null;
  const packetView = packet.exists && (
    <Packet
      thread={thread}
      row={row}
      open={small || packet.open}
      onToggle={small ? () => (packet.fold(), setScreen("thread")) : packet.toggle}
      onEdit={onEdit}
    />
  );
  const shows = (one: Screen) => !small || screen === one;
  return (
    <>
      <section class="conversation" aria-label="Conversation">
        <Head row={row} thread={thread} screen={screen} setScreen={setScreen} hasPacket={packet.exists} />
        {small && screen === "packet" && (
          <div class="scroll" tabIndex={0} role="region" aria-label="Packet">
            {packetView}
          </div>
        )}
        {shows("thread") && (
          <ThreadView
            thread={thread}
            row={row}
            before={small ? null : packetView}
            startAtTop={!small && packet.exists && !packet.read}
          />
        )}
        {shows("thread") && acts && (
          <Composer
            key={row.id}
            thread={thread}
            row={row}
            quiet={small || (packet.exists && packet.open)}
            start={start}
            onSent={packet.fold}
          />
        )}
        {small && screen === "contact" && (
          <div class="scroll" tabIndex={0} role="region" aria-label="About the contact">
            <ContactPanel thread={thread} row={row} />
          </div>
        )}
      </section>
      {!small && panel.value && <ContactPanel thread={thread} row={row} />}
    </>
  );
}

/** What was before the eyes of who has it is read, and the contact is told; who only watches leaves no mark. */
function useSeen(thread: Thread, row: Row) {
  const desk = useDesk();
  const last = thread.events.value.at(-1)?.seq ?? 0;
  const me = desk.me.value.id;
  const mentioned = thread.events.value.some(
    ({ kind, body }) =>
      kind === "people.note" && Array.isArray(body.mentions) && body.mentions.some((one: { id?: string }) => one.id === me),
  );
  const mine = isWith(row, me);
  useEffect(() => {
    const look = () => mine && !document.hidden && desk.seen(thread.id, last);
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [desk, thread, last, mine]);
  useEffect(() => {
    if (mentioned) void conversations.mentionsSeen(thread.id).catch(() => {});
  }, [thread, mentioned]);
}
