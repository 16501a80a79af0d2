// Canned replies: found, written, filled in.

import { inboxesOf, nameOf, only, wordsOf, wrong } from "./fields.js";
import { note } from "./manage.js";
import { at, contactPage, newId, ref, Refused } from "./world.js";

export function list(world, { q = "", inbox }) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (one) =>
    words.every((word) => [one.shortcut, one.title, one.text, ...one.tags].join(" ").toLowerCase().includes(word));
  return { canned: world.canned.filter((one) => fits(one) && (!one.inbox || !inbox || one.inbox === inbox)) };
}

const find = (world, id) => {
  const found = world.canned.find((one) => one.id === id);
  if (!found) throw new Refused(404, "canned-unknown");
  return found;
};

export function write(world, by, id, body) {
  only(body, ["shortcut", "title", "text", "inbox", "tags"]);
  const shortcut = `${body.shortcut ?? ""}`.trim();
  if (!/^\S{1,50}$/.test(shortcut)) wrong("`shortcut` is one word of 1 to 50 characters.");
  if (!`${body.text ?? ""}`.trim()) throw new Refused(422, "text-empty");
  if (body.text.length > 8000) throw new Refused(422, "text-too-long");
  const before = id && find(world, id);
  if (world.canned.some((one) => one.id !== id && one.shortcut === shortcut)) throw new Refused(409, "shortcut-taken");
  const canned = {
    id: id ?? newId(),
    shortcut,
    title: nameOf(body.title),
    text: body.text.trim(),
    inbox: body.inbox ? inboxesOf(world, [body.inbox])[0] : null,
    tags: wordsOf("tags", body.tags),
    updated_at: at(world),
    by: ref(by),
  };
  if (before) Object.assign(before, canned);
  else world.canned.push(canned);
  note(world, by, "canned.written", canned.id, { shortcut });
  return before ? canned : [201, canned];
}

export function remove(world, by, id) {
  find(world, id);
  world.canned = world.canned.filter((one) => one.id !== id);
  note(world, by, "canned.deleted", id);
}

export function render(world, person, id, conversation) {
  const { packet } = conversation;
  const traits = contactPage(world, person, world.contacts.get(conversation.contact)).contact;
  const values = {
    "contact.name": traits.name,
    "contact.first_name": traits.name?.split(" ")[0],
    "contact.email": traits.email,
    "contact.plan": traits.plan,
    "contact.account": traits.account,
    "page.route": packet?.page?.route,
    "page.title": packet?.page?.title,
    error: packet?.errors.at(-1)?.code,
    "agent.name": person.name,
    "agent.first_name": person.name.split(" ")[0],
    product: "Tallybook",
  };
  const missing = [];
  const text = find(world, id).text.replace(
    /\{\{([\w.]+)(?:\|([^}]*))?\}\}/g,
    (all, name, otherwise) => values[name] ?? otherwise ?? (missing.push(name), all),
  );
  return { text, missing };
}
