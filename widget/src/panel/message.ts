// One message: its words, and below them what is behind it.

import { el, icon, set, type Child } from "../dom.js";
import { filesView } from "../files/shown.js";
import { fill } from "../i18n/strings.js";
import { slugOf } from "../api/problem.js";
import type { Row } from "../store/rows.js";
import { markdown } from "../text/markdown.js";
import { withSources } from "../text/marks.js";
import { sourceList } from "./citations.js";
import type { PanelContext } from "./context.js";
import { guideCard } from "./guide_card.js";
import { CHECK, CHECKS, SPARK } from "./icons.js";
import type { View } from "./keyed.js";

type MessageRow = Extract<Row, { kind: "message" }>;

const CLASSES = { contact: "me", ai_agent: "ai", human_agent: "person", system: "ai" };

export function messageView(row: MessageRow, panel: PanelContext): View<MessageRow> {
  const { message } = row;
  const own = message.author === "contact";
  const node = el(`li.msg.${CLASSES[message.author]}` as "li.msg");
  const sources = message.turn?.citations.length ? sourceList(message.turn.citations, panel) : null;
  const words = own
    ? [el("p", message.text)]
    : markdown(withSources(message.text, message.turn), {
        allows: panel.allows,
        marked: (at) => sources?.mark(at) ?? null,
      });
  const author = own ? panel.strings.you : (message.by ?? authorName(message.author, panel));
  const bubble = el("div.bubble", el("span.unseen", `${author}: `), ...words);
  const files = filesView(message.files, panel.server, panel.language);
  const card = message.turn?.guide ? guideCard(message.turn.guide, panel) : null;
  const replies = message.turn?.options.length ? quickReplies(message.turn.options, panel) : null;
  const delivery = own ? deliveryLine(panel) : null;
  node.append(...present([message.text ? bubble : null, files, card?.node, replies?.node, sources?.node, sureness(row, panel), delivery?.node]));
  const update = (next: MessageRow) => {
    node.classList.toggle("goes-on", next.goesOn);
    set(node, "data-delivery", next.message.delivery);
    delivery?.update(next);
    replies?.open(next.open);
    card?.update(next.steps);
  };
  update(row);
  return { node, update };
}

export const authorName = (author: string, panel: PanelContext) =>
  author === "human_agent" ? panel.strings.person : (panel.inbox()?.agent_name ?? panel.strings.aiAgent);

const present = (nodes: Child[]) => nodes.filter((node): node is Node => !!node);

/** In words: how often such replies are right is for those who measure it. */
function sureness({ message: { turn } }: MessageRow, { strings }: PanelContext): Node | null {
  // "Glad that it works" answers, too, and quotes nothing.
  if (turn?.outcome !== "answer" || !turn.citations?.length) return null;
  const level = turn.confidence >= 0.9 ? "high" : turn.confidence >= 0.75 ? "likely" : "low";
  const words = { high: strings.sureHigh, likely: strings.sureLikely, low: strings.sureLow }[level];
  return el("p.sure", { "data-level": level }, icon(level === "high" ? CHECK : SPARK), words);
}

function quickReplies(options: readonly { text: string }[], { ask, strings }: PanelContext) {
  const buttons = options.map(({ text }) => el("button.pill", { onclick: () => ask(text) }, text));
  const node = el("div.pills", { role: "group", "aria-label": strings.which }, ...buttons);
  return { node, open: (open: boolean) => buttons.forEach((button) => (button.disabled = !open)) };
}

/** How far the contact's own message has come, and what to do where it went no further. */
function deliveryLine(panel: PanelContext) {
  const { strings, client } = panel;
  const node = el("p.delivery");
  return {
    node,
    update({ message, tells, read, online }: MessageRow) {
      node.hidden = !tells;
      if (message.delivery === "sending") return node.replaceChildren(online ? strings.sending : strings.waitsForNetwork);
      if (message.delivery === "delivered")
        return node.replaceChildren(icon(read ? CHECKS : CHECK), read ? strings.read : strings.delivered);
      const id = message.clientId!;
      const button = (label: string, onclick: () => void) => el("button.text", { onclick }, label);
      node.replaceChildren(
        el("span", `${strings.notSent} ${whyRefused(message.problem, panel)}`),
        button(strings.again, () => client.retry(id)),
        button(strings.discard, () => client.drop(id)),
      );
    },
  };
}

function whyRefused(problem: MessageRow["message"]["problem"], { strings }: PanelContext): string {
  const slug = problem ? slugOf(problem) : "";
  if (slug === "text-too-long" || slug === "body-too-large") return strings.refusedLong;
  return slug === "rate-limited" ? strings.refusedRate : (problem?.detail ?? "");
}

type TypingRow = Extract<Row, { kind: "typing" }>;

/** Somebody writes; above it what is there of a reply, which the message that follows takes the place of. */
export function typingView(row: TypingRow, panel: PanelContext): View<TypingRow> {
  const words = fill(panel.strings.writing, { name: authorName(row.author, panel) });
  const dots = el("div.bubble.dots", { role: "img", "aria-label": words }, el("i"), el("i"), el("i"));
  const bubble = el("div.bubble.forming");
  const update = ({ text = "" }: TypingRow) => {
    bubble.hidden = !text;
    bubble.replaceChildren(...markdown(text, panel));
  };
  update(row);
  return { node: el("li.msg.ai", { "aria-busy": "true" }, bubble, dots), update };
}
