// What is set of an inbox over usher.toml, and its keys.

import { randomBytes } from "node:crypto";
import { only, wrong } from "./fields.js";
import { note } from "./manage.js";
import { at, Refused } from "./world.js";

const DEFAULTS = {
  name: "Tallybook help",
  product: "Tallybook",
  home: null,
  agent_name: "Usher",
  greeting: "Hi! Ask me anything about Tallybook.",
  suggestions: ["How do I send an invoice?", "What does IMP-104 mean?"],
  anonymous: true,
  files: true,
  model: true,
  allowed_origins: ["https://app.tallybook.example"],
  color: "#145c4a",
  scheme: null,
  position: null,
  answer_threshold: 0.7,
  guide_threshold: 0.5,
  failures_before_escalation: 2,
  always_human: ["refunds", "legal", "security_incident"],
  never_ask: ["password", "card number"],
};
const ORIGIN = /^https?:\/\/[a-z0-9._:[\]-]+$/i;

export function show(world, key) {
  const { version = 0, updated_at = null, settings = {}, keys = [] } = stored(world, key);
  return { key, version, updated_at, settings, defaults: { ...DEFAULTS, name: inboxOf(world, key).name }, keys: [{ kid: "2026-01", created_at: null }, ...keys] };
}

export function change(world, by, key, { version, settings, ...rest }) {
  only(rest, []);
  only(settings, Object.keys(DEFAULTS));
  const set = Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
  if (set.color && !/^#([0-9a-f]{3}|[0-9a-f]{6})$/i.test(set.color)) wrong(`\`color\`: \`${set.color}\` is not a colour; write it as #rrggbb.`);
  for (const origin of set.allowed_origins ?? []) if (!ORIGIN.test(origin)) wrong(`\`allowed_origins\`: \`${origin}\` is not an origin; write it as https://app.example.com, without path or \`*\`.`);
  if (set.suggestions?.length > 4) wrong("`suggestions`: give at most 4 texts of 1 to 200 characters.");
  const before = stored(world, key);
  if ((before.version ?? 0) !== version) throw new Refused(409, "settings-changed");
  const names = new Set([...Object.keys(before.settings ?? {}), ...Object.keys(set)]);
  const changed = [...names].filter((name) => JSON.stringify(before.settings?.[name]) !== JSON.stringify(set[name]));
  note(world, by, "settings.changed", key, Object.fromEntries(changed.map((name) => [name, { from: before.settings?.[name] ?? null, to: set[name] ?? null }])));
  world.settings.set(key, { ...before, settings: set, version: version + 1, updated_at: at(world) });
  if (set.name) inboxOf(world, key).name = set.name;
  return show(world, key);
}

export function makeKey(world, by, key) {
  const before = stored(world, key);
  if ((before.keys ?? []).length >= 7) throw new Refused(409, "too-many-keys");
  const made = { kid: `k-${randomBytes(4).toString("hex")}`, created_at: at(world) };
  world.settings.set(key, { ...before, keys: [...(before.keys ?? []), made] });
  note(world, by, "key.added", key, { kid: made.kid });
  return [201, { kid: made.kid, secret: randomBytes(32).toString("hex") }];
}

export function endKey(world, by, key, kid) {
  const before = stored(world, key);
  if (kid === "2026-01") throw new Refused(409, "key-of-file");
  if (!before.keys?.some((one) => one.kid === kid)) throw new Refused(404, "key-unknown");
  world.settings.set(key, { ...before, keys: before.keys.filter((one) => one.kid !== kid) });
  note(world, by, "key.ended", key, { kid });
}

function stored(world, key) {
  inboxOf(world, key);
  world.settings ??= new Map();
  return world.settings.get(key) ?? {};
}

function inboxOf(world, key) {
  const inbox = world.inboxes.find((one) => one.key === key);
  if (!inbox) throw new Refused(404, "inbox-unknown");
  return inbox;
}
