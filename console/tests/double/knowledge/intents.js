// Tallybook's intents, as its repository has them, and what was added to them here. A text is read by the words that it shares
// with examples: as much understanding as the stand-in needs.

import { readFileSync } from "node:fs";
import { only, wrong } from "../fields.js";
import { at, newId, ref, Refused } from "../world.js";

const FILE = new URL("../../../../knowledge/tallybook/intents.yaml", import.meta.url);
/** Weighing and confusions take their time; here so that one sees them working. */
const TAKES = 350;
const LONGEST = 500;
const SMALL = new Set("a an and are at be can do for from have how i in is it me my of on or our the to we what where with you".split(" "));

export function seedIntents(now) {
  const iso = (days) => new Date(now - days * 86_400_000).toISOString();
  const intents = [];
  for (const line of readFileSync(FILE, "utf8").split("\nout_of_scope:")[0].split("\n")) {
    const [, name, value] = /^ {2}(?:- | {2})(id|title|topic|guide): (.*)$/.exec(line) ?? [];
    if (name === "id") intents.push({ id: value, title: "", topic: "", guide: null, source: "tallybook", texts: [], added: [] });
    else if (name) intents.at(-1)[name] = value;
    else if (/^ {6}- /.test(line)) intents.at(-1).texts.push(line.slice(8).replace(/^["']|["']$/g, ""));
  }
  const add = (id, days, by, ...texts) =>
    intents.find((one) => one.id === id).added.push(...texts.map((text, index) => ({ id: `ex-${id}-${index}`, text, by, at: iso(days) })));
  add("payment_reminders", 2, { id: "lee", name: "Lee Park" }, "the nagging mails, where do I switch them on", "pls chase inv 2041 for me");
  add("refund_customer", 9, { id: "nina", name: "Nina Roth" }, "she paid twice, give one back");
  intents.sort((a, b) => a.topic.localeCompare(b.topic) || a.title.localeCompare(b.title));
  return intents;
}

const shown = ({ texts, ...intent }) => ({ ...intent, examples: texts.length });
const wordsOf = (text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word && !SMALL.has(word));
const without = (text) => text.replace(/\S+@\S+\.\w+/g, "[email_1]").trim();
const all = ({ texts, added }) => [...texts, ...added.map(({ text }) => text)];
const takingTime = (world, value) => new Promise((done) => setTimeout(() => done(value), world.atOnce ? 0 : TAKES));

export const list = (world) => ({ intents: world.intents.map(shown) });

const find = (world, id) => {
  const found = world.intents.find((one) => one.id === id);
  if (!found) throw new Refused(404, "intent-unknown", `There is no intent \`${id}\`.`);
  return found;
};

function read(world, text) {
  const words = wordsOf(text);
  const scores = world.intents.map((one) => {
    const near = all(one).map((example) => {
      const known = wordsOf(example);
      return words.filter((word) => known.includes(word)).length / Math.sqrt(words.length * known.length || 1);
    });
    return [one.id, Math.exp(16 * Math.max(...near))];
  });
  const sum = scores.reduce((whole, [, score]) => whole + score, 0);
  return scores.map(([intent, score]) => ({ intent, probability: score / sum })).sort((a, b) => b.probability - a.probability);
}

export function check(world, { text = "", intent, ...rest }) {
  only(rest, []);
  const clean = textOf(text);
  const likeliest = read(world, clean).slice(0, 3);
  const known = knownIn(world, clean);
  if (intent === undefined) return { text: clean, likeliest, known, harder: null };
  const mine = find(world, intent);
  const other = likeliest[0].intent;
  const harder = other === mine.id ? [] : [{ a: mine.id, b: other, examples: 9, of: all(mine).length + all(find(world, other)).length + 1 }];
  return takingTime(world, { text: clean, likeliest, known, harder });
}

function textOf(text) {
  const clean = without(text).split(/\s+/).join(" ");
  if (clean.length === 0 || clean.length > LONGEST) wrong(`\`text\` has 1 to ${LONGEST} characters.`);
  return clean;
}

const knownIn = (world, text) => world.intents.find((one) => all(one).some((example) => example.toLowerCase() === text.toLowerCase()))?.id ?? null;

export function add(world, by, { intent, text = "", ...rest }) {
  only(rest, []);
  const into = find(world, intent);
  const clean = textOf(text);
  const known = knownIn(world, clean);
  if (known) throw new Refused(409, "example-known", `The intent \`${known}\` has this example already. Choose another message.`);
  into.added.push({ id: newId(), text: clean, by: ref(by), at: at(world) });
  return [201, shown(into)];
}

export function remove(world, id) {
  const into = world.intents.find(({ added }) => added.some((one) => one.id === id));
  if (!into) throw new Refused(404, "example-unknown", "This example is gone already.");
  into.added = into.added.filter((one) => one.id !== id);
}

export function confusions(world) {
  const pair = (a, b, examples) => ({ a, b, examples, of: all(find(world, a)).length + all(find(world, b)).length });
  const found = [pair("send_invoice", "recurring_invoice", 12), pair("refund_customer", "credit_note", 9), pair("payment_reminders", "send_invoice", 5)];
  const of = world.intents.reduce((sum, one) => sum + all(one).length, 0);
  return takingTime(world, { confusions: found, right: of - 142, of });
}
