// Nodes for what happened. Text goes in as text, never as HTML.

const REASONS = {
  asks_for_person: "You asked for a person.",
  always_human_topic: "This is something that people decide here.",
  out_of_scope: "This is not about the product.",
  no_evidence: "The documentation says nothing about it.",
  low_confidence: "I found something, but I am not sure enough that it is right.",
  repeated_failure: "What I suggested did not help.",
  frustration: "This has taken long enough.",
};

/** An element with attributes, listeners (`onclick`) and children. */
export function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.filter((c) => c != null));
  return node;
}

/** A reply of the agent: its words, sources, steps or quick replies, and how sure it is. */
export function replyBubble({ text, turn, author }, { ask, report }) {
  const citations = turn?.citations ?? [];
  const sources = citations.map(source);
  const marks = (at) => mark(at, sources[at]);
  const steps = turn?.guide ? stepList(turn.guide, report) : null;
  const node = el(
    "div",
    { class: `bubble ${author === "human_agent" ? "ai_agent" : author}` },
    withMarks(text, turn?.sentences ?? citations.map((c, at) => ({ text: c.quote, citation: at })), citations, marks),
    steps?.node,
    turn?.options?.length ? quickReplies(turn.options, ask) : null,
    sources.length ? el("ul", { class: "sources", "aria-label": "Sources" }, ...sources) : null,
    turn ? el("p", { class: "meta" }, sureness(turn)) : null,
  );
  return { node, steps: steps?.mark };
}

/** What happened besides messages; nothing for what need not be shown. */
export function eventNote(kind, body) {
  if (kind === "conversation.escalated") {
    const why = REASONS[body.reason] ?? "";
    return el("div", { class: "event handover" }, `Handed to a person, with the whole story. ${why}`);
  }
  if (kind === "turn.failed") {
    return el("div", { class: "event handover" }, "Something failed while answering. A person has your message now.");
  }
  if (kind === "conversation.resolved") return el("div", { class: "event" }, "Settled.");
  if (kind === "conversation.reopened") return el("div", { class: "event" }, "Opened again.");
  return null;
}

export function typingDots() {
  return el("div", { class: "typing", role: "img", "aria-label": "Usher is writing" }, el("i"), el("i"), el("i"));
}

function source(citation, at) {
  const title = citation.heading ? `${citation.title} › ${citation.heading}` : citation.title;
  const link = /^https?:\/\//.test(citation.url ?? "")
    ? el("a", { href: citation.url, rel: "noreferrer", target: "_blank" }, "Open the article")
    : null;
  const quote = el("blockquote", {}, citation.quote);
  return el("li", {}, el("details", {}, el("summary", {}, `${at + 1}. ${title}`), quote, link));
}

/** The small number behind a sentence; opens its source. */
function mark(at, item) {
  const open = () => {
    const details = item.querySelector("details");
    details.open = !details.open;
    if (details.open) details.scrollIntoView({ block: "nearest" });
  };
  return el("button", { type: "button", class: "cite", "aria-label": `Source ${at + 1}`, onclick: open }, `${at + 1}`);
}

/** The reply's words with a mark behind each sentence that a source supports. */
function withMarks(text, sentences, citations, marks) {
  const words = el("p");
  let from = 0;
  for (const sentence of sentences) {
    const found = text.indexOf(sentence.text, from);
    if (found < 0 || !citations[sentence.citation]) continue;
    const end = found + sentence.text.length;
    words.append(text.slice(from, end), marks(sentence.citation));
    from = end;
  }
  words.append(text.slice(from));
  return words;
}

function quickReplies(options, ask) {
  const group = el("div", { class: "options", role: "group", "aria-label": "Which one do you mean?" });
  const choose = (option) => {
    group.querySelectorAll("button").forEach((button) => (button.disabled = true));
    ask(option.text);
  };
  group.append(
    ...options.map((o) => el("button", { type: "button", class: "pill", onclick: () => choose(o) }, o.text)),
  );
  return group;
}

/** A guide's steps. The widget plays them in the page; here the contact says how each ended. */
function stepList(guide, report) {
  const items = new Map();
  const list = el("ol", { class: "steps", "aria-label": guide.title });
  guide.steps.forEach((step, at) => {
    const done = at < guide.start_step;
    const answer = (outcome) => () => report(guide.id, step.id, outcome);
    const how = el(
      "div",
      { class: "how" },
      el("button", { type: "button", class: "quiet", onclick: answer("completed") }, "Done"),
      el("button", { type: "button", class: "quiet", onclick: answer("failed") }, "Did not work"),
    );
    const what = el("span", { class: "what" }, step.instruction);
    const item = el("li", { "data-state": done && "before" }, what, done ? ended("already so on your screen") : how);
    items.set(step.id, { item, how });
    list.append(item);
  });
  const mark = (step, outcome) => {
    const entry = items.get(step);
    if (!entry) return;
    entry.item.dataset.state = outcome;
    entry.how.remove();
    entry.item.append(ended({ completed: "done", skipped: "skipped", failed: "did not work" }[outcome]));
  };
  return { node: list, mark };
}

function ended(text) {
  return el("span", { class: "ended" }, ` · ${text}`);
}

/** In words only: how often such replies are right has not been measured on this product's own traffic. */
function sureness({ outcome, confidence }) {
  if (outcome === "escalate") return "Handed over instead of guessing";
  if (outcome === "clarify") return "Not sure which one you mean";
  if (confidence >= 0.95) return "Very sure";
  return confidence >= 0.8 ? "Sure" : "Fairly sure";
}
