// The "try it" page of the demo. It speaks the public protocol of docs/protocol.md and nothing else, apart from
// /demo/people and /demo/session, which stand in for a host's back end that signs tokens.

import { Connection } from "/try/connection.js";
import { SCREENS, drawScreen, pageContext } from "/try/screens.js";
import { el, eventNote, replyBubble, typingDots } from "/try/view.js";

const $ = (id) => document.getElementById(id);
const log = $("log");

let inbox = "";
let greeting = "";
let person = "visitor";
let screen = SCREENS[0];
let connection = null;
/** Bubbles of the contact's own messages by client_id; the lists of steps by guide. */
let mine = new Map();
let guides = new Map();
let typing = null;

start().catch((error) => say(error.message));

async function start() {
  const { inbox: key, people } = await json("/demo/people");
  inbox = key;
  const about = await json(`/v1/inboxes/${encodeURIComponent(key)}`);
  greeting = about.greeting;
  $("chat-title").textContent = about.name;
  $("disclosure").textContent = about.disclosure;
  const visitor = about.anonymous ? [{ key: "visitor", label: "Anonymous visitor" }] : [];
  choices($("people"), "person", [...visitor, ...people], (key) => {
    person = key;
    begin();
  });
  choices($("screens"), "screen", SCREENS, (key) => {
    screen = SCREENS.find((s) => s.key === key);
    show();
  });
  person = [...visitor, ...people][0]?.key;
  show();
  begin();
}

/** A new conversation as whoever is chosen. */
function begin() {
  connection?.leave();
  log.replaceChildren();
  mine = new Map();
  guides = new Map();
  typing = null;
  log.append(el("div", { class: "bubble ai_agent" }, el("p", {}, greeting)));
  say("Ready");
  const who = person;
  connection = new Connection({
    token: () => tokenOf(who),
    onTokenRefused: () => who === "visitor" && sessionStorage.removeItem("usher.visitor"),
    onEvent: take,
    onTyping: dots,
    onAccepted: (clientId) => settle(clientId),
    onProblem: refused,
    onState: say,
  });
  showIdeas();
}

async function tokenOf(who) {
  if (who !== "visitor") return (await json(`/demo/session?as=${encodeURIComponent(who)}`)).token;
  const known = sessionStorage.getItem("usher.visitor");
  if (known) return known;
  const { token } = await json("/v1/visitors", { inbox });
  sessionStorage.setItem("usher.visitor", token);
  return token;
}

function ask(text) {
  const words = text.trim();
  if (!words) return;
  const clientId = connection.send(words, pageContext(screen));
  const bubble = el("div", { class: "bubble contact", "data-state": "sending" }, el("p", {}, words));
  mine.set(clientId, bubble);
  append(bubble);
  $("ideas").replaceChildren();
}

/** An event of the conversation, in order, once. */
function take({ kind, body }) {
  if (kind === "message.created" && body.author === "contact") {
    if (!mine.has(body.client_id)) append(el("div", { class: "bubble contact" }, el("p", {}, body.text)));
    settle(body.client_id);
    return;
  }
  dots(false);
  if (kind === "message.created") {
    const reply = replyBubble(body, { ask, report: (guide, step, outcome) => connection.report(guide, step, outcome) });
    if (reply.steps) guides.set(body.turn.guide.id, reply.steps);
    append(reply.node);
  } else if (kind.startsWith("guide.step_")) {
    guides.get(body.guide)?.(body.step, body.outcome);
  } else {
    const note = eventNote(kind, body);
    if (note) append(note);
    if (kind === "conversation.escalated" || kind === "turn.failed") say("Waiting for a person");
  }
}

function settle(clientId) {
  mine.get(clientId)?.removeAttribute("data-state");
}

function refused(problem, clientId) {
  const note = el("p", { class: "note" }, `Not sent: ${problem.detail}`);
  const bubble = mine.get(clientId);
  if (bubble) bubble.append(note);
  else append(el("div", { class: "event" }, note));
}

function dots(on = true) {
  typing?.remove();
  typing = on ? typingDots() : null;
  if (typing) append(typing);
}

function append(node) {
  log.append(node);
  log.scrollTop = log.scrollHeight;
}

function say(text) {
  $("state").textContent = text;
}

function show() {
  drawScreen($("screen"), screen);
  $("context").textContent = JSON.stringify(pageContext(screen) ?? "nothing", null, 2);
  showIdeas();
}

function showIdeas() {
  if (mine.size) return;
  const pill = (text) => el("button", { type: "button", class: "pill", onclick: () => ask(text) }, text);
  $("ideas").replaceChildren(...screen.ideas.map(pill));
}

function choices(into, name, items, chosen) {
  into.replaceChildren(
    ...items.map(({ key, label }, at) =>
      el(
        "label",
        { class: "choice" },
        el("input", { type: "radio", name, value: key, checked: at === 0, onchange: () => chosen(key) }),
        el("span", {}, label),
      ),
    ),
  );
}

async function json(path, body) {
  const init = body && { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(path, init);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.detail ?? response.statusText);
  return answer;
}

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  ask($("text").value);
  $("text").value = "";
});

$("text").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    $("composer").requestSubmit();
  }
});

$("again").addEventListener("click", () => {
  begin();
  $("text").focus();
});
