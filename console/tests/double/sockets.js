// The socket half: hello, follow, view, typing, rows and offers to whoever may see them.

import { WebSocketServer } from "ws";
import { acts } from "./acts.js";
import { sessionOf } from "./session.js";
import { countsOf, mayRead, presenceOf, ref, rowOf } from "./world.js";

export function listen(world, server) {
  const sockets = new Set();
  const upgrades = new WebSocketServer({ noServer: true, handleProtocols: () => "usher.people.v1" });
  server.on("upgrade", (request, socket, head) => {
    const session = sessionOf(world, request);
    if (world.down || !session || !request.url.startsWith("/v1/people/socket")) return socket.destroy();
    upgrades.handleUpgrade(request, socket, head, (opened) => welcome(world, sockets, opened, session));
  });
  tellers(world, sockets);
  return {
    sockets,
    /** Breaks every line, as a restart does. */
    drop: (code = 1001) => sockets.forEach(({ socket }) => socket.close(code)),
    cut: () => sockets.forEach(({ socket }) => socket.terminate()),
  };
}

const MEASURE = ["admin", "supervisor", "content_editor", "analyst"];
const send = (one, frame) => one.socket.readyState === 1 && one.socket.send(JSON.stringify(frame));

function welcome(world, sockets, socket, session) {
  const one = { socket, person: session.person, cookie: session.cookie, follows: new Set(), view: null, typingUntil: 0 };
  sockets.add(one);
  if (!world.presence.has(one.person.id) || world.presence.get(one.person.id) === "offline")
    world.presence.set(one.person.id, "online");
  const { password: _, code: __, ...person } = one.person;
  send(one, { type: "hello", person, presence: world.presence.get(one.person.id), counts: countsOf(world, one.person) });
  world.tell.presence(one.person);
  socket.on("message", (data) => take(world, one, JSON.parse(data)));
  socket.on("close", () => {
    sockets.delete(one);
    if (one.view) world.tell.viewers(one.view);
  });
}

function take(world, one, frame) {
  const conversation = world.conversations.get(frame.conversation);
  if (frame.type === "follow" && conversation && mayRead(one.person, conversation)) {
    one.follows.add(conversation.id);
    for (const event of conversation.events)
      if (event.seq > frame.after) send(one, { type: "event", conversation: conversation.id, ...event });
  } else if (frame.type === "unfollow") one.follows.delete(frame.conversation);
  else if (frame.type === "view") {
    const before = one.view;
    one.view = frame.conversation;
    for (const id of [before, one.view]) if (id) world.tell.viewers(id);
  } else if (frame.type === "typing" && conversation) {
    one.typingUntil = world.now() + 5000;
    world.tell.viewers(conversation.id);
    setTimeout(() => world.tell.viewers(conversation.id), 5100).unref();
  } else if (frame.type === "presence") world.tell.wish(one.person, frame.presence);
  else if ((frame.type === "message" || frame.type === "note") && conversation) {
    const { client_id } = frame;
    try {
      send(one, {
        type: "accepted",
        conversation: conversation.id,
        client_id,
        ...acts[frame.type === "note" ? "notes" : "messages"](world, conversation, one.person, frame),
      });
    } catch ({ problem }) {
      send(one, { type: "problem", client_id, conversation: conversation.id, problem });
    }
  }
}

function tellers(world, sockets) {
  const who = (test) => [...sockets].filter(test);
  const counting = new Set();
  const count = () => {
    for (const one of sockets) {
      if (counting.has(one)) continue;
      counting.add(one);
      setTimeout(() => (counting.delete(one), send(one, { type: "counts", counts: countsOf(world, one.person) })), 120).unref();
    }
  };
  const viewersOf = (id, person) => {
    const seen = new Map();
    for (const other of sockets)
      if (other.view === id && other.person.id !== person.id)
        seen.set(other.person.id, { ...ref(other.person), typing: other.typingUntil > world.now() });
    for (const ghost of world.conversations.get(id)?.ghosts ?? []) seen.set(ghost.id, ghost);
    return [...seen.values()];
  };
  world.tell = {
    event: (c, event) =>
      who((one) => one.follows.has(c.id)).forEach((one) => send(one, { type: "event", conversation: c.id, ...event })),
    row(c) {
      if (sockets.size === 0) return;
      const row = rowOf(world, c);
      who((one) => mayRead(one.person, c)).forEach((one) => send(one, { type: "row", conversation: row }));
      count();
    },
    offer: (c, ids) =>
      who((one) => mayRead(one.person, c) && one.person.role !== "analyst" && (!ids || ids.includes(one.person.id))).forEach(
        (one) => send(one, { type: "offer", conversation: rowOf(world, c) }),
      ),
    mention: (c, event, people, by) =>
      who((one) => people.some(({ id }) => id === one.person.id)).forEach((one) =>
        send(one, { type: "mention", conversation: rowOf(world, c), seq: event.seq, by: ref(by) }),
      ),
    viewers: (id) =>
      who((one) => one.view === id).forEach((one) =>
        send(one, { type: "viewers", conversation: id, viewers: viewersOf(id, one.person) }),
      ),
    viewersOf: (c, person) => viewersOf(c.id, person),
    typing: (c) => who((one) => one.follows.has(c.id)).forEach((one) => send(one, { type: "typing", conversation: c.id })),
    provisional: (c, piece) =>
      who((one) => one.follows.has(c.id)).forEach((one) => send(one, { type: "provisional", conversation: c.id, ...piece })),
    read: (c) =>
      who((one) => one.follows.has(c.id)).forEach((one) =>
        send(one, { type: "read", conversation: c.id, reader: "contact", seq: c.read.contact }),
      ),
    upload: (upload) => sockets.forEach((one) => send(one, { type: "upload", upload })),
    site: (site) => sockets.forEach((one) => send(one, { type: "site", site })),
    run: (run) => sockets.forEach((one) => MEASURE.includes(one.person.role) && send(one, { type: "run", run })),
    evals: () => sockets.forEach((one) => MEASURE.includes(one.person.role) && send(one, { type: "evals" })),
    knowledge: () => sockets.forEach((one) => send(one, { type: "knowledge" })),
    presence: (person) => sockets.forEach((one) => send(one, { type: "presence", people: [presenceOf(world, person)] })),
    wish(person, presence) {
      world.presence.set(person.id, presence);
      world.tell.presence(person);
      return { presence };
    },
    over: (cookie) => who((one) => one.cookie === cookie).forEach(({ socket }) => socket.close(4401)),
    account(person) {
      const { password: _, code: __, ...seen } = person;
      who((one) => one.person.id === person.id).forEach((one) => send(one, { type: "account", person: seen }));
    },
    revoked: (person) => who((one) => one.person.id === person.id).forEach(({ socket }) => socket.close(4403)),
  };
}
