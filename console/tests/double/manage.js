// What admins and supervisors change: people, invitations, queues, hours; and the audit log that tells of it.

import { wait } from "./acts.js";
import { emailOf, inboxesOf, nameOf, only, roleOf, wordsOf, wrong } from "./fields.js";
import { check, inboxView } from "./hours.js";
import { at, emit, newId, newKey, ref, Refused } from "./world.js";

const WEEK = 7 * 86_400_000;

/** Later entries have later ids. */
export function note(world, by, act, on, detail = {}) {
  const id = `a-${String(world.audit.length + 1).padStart(6, "0")}`;
  world.audit.push({ id, at: at(world), by: by ? ref(by) : null, act, on, detail });
}

export function audit(world, { before, person, limit = "50" }) {
  const newest = [...world.audit].reverse();
  const wanted = newest.filter((entry) => (!before || entry.id < before) && (!person || entry.by?.id === person));
  return { entries: wanted.slice(0, Math.min(200, Math.max(1, Number(limit)))) };
}

const known = (world, id) => {
  const person = world.people.get(id);
  if (!person) throw new Refused(404, "person-unknown");
  return person;
};

const isAdmin = ({ role, status }) => role === "admin" && status === "active";

function put(world, by, person, change, act) {
  const after = { ...person, ...change };
  if (isAdmin(person) && !isAdmin(after) && [...world.people.values()].filter(isAdmin).length < 2)
    throw new Refused(409, "last-admin", "Make somebody else an admin first: this is the only one.");
  Object.assign(person, change);
  note(world, by, act, person.id, { ...change, ...(change.name && { name: "changed" }) });
  if (person.status === "revoked") shutOut(world, person);
  else world.tell.account(person);
  return person;
}

function shutOut(world, person) {
  for (const [cookie, session] of world.sessions) if (session.person === person.id) world.sessions.delete(cookie);
  for (const conversation of world.conversations.values()) {
    if (conversation.assignee !== person.id || conversation.state !== "open") continue;
    emit(world, conversation, "people.returned", { person: ref(person), why: "revoked" });
    wait(world, conversation);
  }
  world.presence.set(person.id, "offline");
  world.tell.revoked(person);
}

export function changeMember(world, by, id, body) {
  only(body, ["name", "role", "skills", "inboxes", "capacity"]);
  const { capacity } = body;
  if (capacity !== undefined && !(Number.isInteger(capacity) && capacity >= 0 && capacity <= 50)) wrong("`capacity` is 0 to 50.");
  const change = {
    ...(body.name !== undefined && { name: nameOf(body.name) }),
    ...(body.role !== undefined && { role: roleOf(body.role) }),
    ...(body.skills && { skills: wordsOf("skills", body.skills) }),
    ...(body.inboxes && { inboxes: inboxesOf(world, body.inboxes) }),
    ...(capacity !== undefined && { capacity }),
  };
  return put(world, by, known(world, id), change, "person.changed");
}

export const setStatus = (world, by, id, act) =>
  act === "revoke"
    ? put(world, by, known(world, id), { status: "revoked" }, "person.revoked")
    : put(world, by, known(world, id), { status: "active" }, "person.restored");

const shownInvitation = ({ id, email, name, role, by, created_at, expires_at }) => ({ id, email, name, role, by, created_at, expires_at });
const working = (world) => [...world.invitations.values()].filter(({ expires_at }) => Date.parse(expires_at) > world.now());

export const invitations = (world) => ({ invitations: working(world).reverse().map(shownInvitation) });

export function invite(world, by, body) {
  only(body, ["email", "name", "role", "inboxes", "skills"]);
  const email = emailOf(body.email);
  if ([...world.people.values()].some((one) => one.email === email)) throw new Refused(409, "person-exists");
  for (const one of working(world)) if (one.email === email) world.invitations.delete(one.token);
  const invitation = {
    id: newId(),
    token: newKey(),
    email,
    name: body.name ? nameOf(body.name) : "",
    role: roleOf(body.role),
    inboxes: inboxesOf(world, body.inboxes),
    skills: wordsOf("skills", body.skills),
    by: ref(by),
    created_at: at(world),
    expires_at: at(world, -WEEK),
  };
  world.invitations.set(invitation.token, invitation);
  note(world, by, "person.invited", invitation.id, { role: invitation.role });
  return [201, { invitation: shownInvitation(invitation), link: `/console/#welcome=${invitation.token}`, mailed: world.mail ?? false }];
}

export function withdraw(world, by, id) {
  const found = working(world).find((one) => one.id === id);
  if (!found) throw new Refused(404, "invitation-unknown");
  world.invitations.delete(found.token);
  note(world, by, "invitation.withdrawn", id);
}

const inOrder = (world) => [...world.queues].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));

export function queues(world) {
  const all = [...world.conversations.values()];
  const topics = [...all.map(({ topic }) => topic).filter(Boolean), ...world.queues.flatMap((queue) => queue.topics)];
  return {
    queues: inOrder(world).map((queue) => ({
      ...queue,
      waiting: all.filter((c) => c.queue === queue.id && c.state === "open" && c.stage === "waiting").length,
    })),
    topics: [...new Set(topics)].sort(),
  };
}

const queueUnknown = () => {
  throw new Refused(404, "queue-unknown");
};

export function writeQueue(world, by, id, body) {
  only(body, ["name", "inbox", "topics", "skills", "members", "important", "position"]);
  const { plans, accounts } = body.important ?? {};
  const queue = {
    id: id ?? newId(),
    name: nameOf(body.name),
    inbox: body.inbox ? inboxesOf(world, [body.inbox])[0] : null,
    topics: wordsOf("topics", body.topics),
    skills: wordsOf("skills", body.skills),
    members: body.members ?? [],
    important: { plans: wordsOf("plans", plans), accounts: wordsOf("accounts", accounts) },
    position: body.position ?? 0,
  };
  const place = world.queues.findIndex((one) => one.id === id);
  if (id && place < 0) queueUnknown();
  if (id) world.queues[place] = queue;
  else world.queues.push(queue);
  note(world, by, "queue.written", queue.id, queue);
  return id ? queue : [201, queue];
}

export function deleteQueue(world, by, id) {
  if (!world.queues.some((one) => one.id === id)) queueUnknown();
  world.queues = world.queues.filter((one) => one.id !== id);
  for (const conversation of world.conversations.values())
    if (conversation.queue === id) (conversation.queue = null), world.tell.row(conversation);
  note(world, by, "queue.deleted", id);
}

export const inboxes = (world) => ({ inboxes: world.inboxes.map((inbox) => inboxView(inbox, world.now())) });

export function setHours(world, by, key, body) {
  const inbox = world.inboxes.find((one) => one.key === key);
  if (!inbox) throw new Refused(404, "inbox-unknown");
  if (body) {
    only(body, ["time_zone", "week", "holidays"]);
    check(body);
  }
  inbox.hours = body && { inbox: key, ...body };
  note(world, by, "hours.written", key, { hours: body });
  return inboxView(inbox, world.now());
}
