// Signing in and out, and coming in by an invitation.

import { note } from "./manage.js";
import { at, newId, newKey, Refused } from "./world.js";

const DAY = 86_400_000;

export function sessionOf(world, request) {
  const cookie = /(?:^|; )usher_session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1];
  const session = world.sessions.get(cookie);
  const person = session && world.people.get(session.person);
  return person?.status === "active" ? { ...session, cookie, person } : null;
}

export const shown = ({ password: _, code: __, ...person }, to) =>
  to.role === "admin" || person.id === to.id ? person : { ...person, email: "" };

function begin(world, person, response) {
  const cookie = newKey();
  const session = { person: person.id, csrf: newKey() };
  world.sessions.set(cookie, session);
  note(world, person, "session.begun", person.id);
  response.setHeader("set-cookie", `usher_session=${cookie}; HttpOnly; SameSite=Lax; Path=/`);
  return signed(world, { ...session, person });
}

const signed = (world, { person, csrf }) => ({
  person: shown(person, person),
  csrf,
  expires_at: new Date(world.now() + DAY / 2).toISOString(),
});

export function signIn(world, { email, password, code }, response) {
  const person = [...world.people.values()].find((one) => one.email === email);
  const refused = (wrong, slug) => {
    if (person) note(world, null, "session.refused", person.id, { wrong });
    throw new Refused(401, slug);
  };
  if (person?.password !== password || person.status !== "active") refused("password", "sign-in-refused");
  if (person.totp && !code) throw new Refused(401, "code-needed");
  if (person.totp && code !== person.code) refused("code", "code-refused");
  return begin(world, person, response);
}

export function own(world, method, session, response) {
  if (method === "GET") return signed(world, session);
  world.sessions.delete(session.cookie);
  note(world, session.person, "session.ended", session.person.id);
  world.tell.over(session.cookie);
  response.setHeader("set-cookie", "usher_session=; Max-Age=0; Path=/");
  return undefined;
}

export function totp(world, method, person, { password, code }) {
  if (method !== "PUT" && password !== person.password) throw new Refused(401, "sign-in-refused");
  if (method === "POST") return { secret: "JBSWY3DPEHPK3PXP", url: "otpauth://totp/Usher" };
  if (method === "PUT" && code !== "123456") throw new Refused(401, "code-refused");
  note(world, person, method === "PUT" ? "totp.on" : "totp.off", person.id);
  Object.assign(person, { totp: method === "PUT", code: "123456" });
  return undefined;
}

const unknown = () => {
  throw new Refused(404, "invitation-unknown");
};
export const invitation = (world, token) => world.invitations.get(token) ?? unknown();

export function accept(world, { token, name, password }, response) {
  const given = invitation(world, token);
  world.invitations.delete(token);
  const { email, role, inboxes, skills } = given;
  const joined = {
    id: newId(),
    name,
    email,
    role,
    inboxes,
    skills,
    password,
    status: "active",
    capacity: 4,
    totp: false,
    created_at: at(world),
    seen_at: null,
  };
  world.people.set(joined.id, joined);
  note(world, joined, "person.joined", joined.id);
  return begin(world, joined, response);
}
