// What is tried out, and what left for a language model.

import { only, wrong } from "./fields.js";
import { turnFor } from "./turns.js";
import { Refused } from "./world.js";

const PAGE = 20;
const AUTHORS = ["contact", "ai_agent"];

export function playground(world, body) {
  only(body, ["inbox", "text", "earlier", "contact", "page", "model"]);
  if (!world.inboxes.some(({ key }) => key === body.inbox)) throw new Refused(404, "inbox-unknown", `There is no inbox \`${body.inbox}\`.`);
  if (!body.text?.trim()) throw new Refused(422, "text-empty", "The text is empty.");
  for (const { author } of body.earlier ?? []) if (!AUTHORS.includes(author)) wrong(`unknown variant \`${author}\``);
  only(body.page ?? {}, ["route", "title", "product_area", "locale", "viewport", "controls", "events", "errors"]);
  world.tried.push(body);
  const model = body.model !== false && world.model.configured;
  const made = turnFor(body.text, model);
  const turns = [...(body.earlier ?? []), { author: "contact", text: body.text }];
  const { outcome, citations } = made.turn;
  return {
    ...made,
    threshold: 0.7,
    took_ms: model ? 2310 : 38,
    case:
      outcome === "answer" && citations.length === 0
        ? null
        : { id: `try-${world.tried.length}`, turns, ...(body.page && { page: body.page }), ...(body.contact && { contact: body.contact }), expect: { outcome, ...(citations.length > 0 && { cites: citations.map(({ article }) => article) }) } },
  };
}

export function calls(world, { before, conversation, prompt }) {
  const all = world.modelCalls.filter((one) => (!conversation || one.conversation_id === conversation) && (!prompt || one.prompt === prompt));
  const from = before ? all.findIndex(({ id }) => id === before) + 1 : 0;
  const page = all.slice(from, from + PAGE);
  return { calls: page, before: from + PAGE < all.length ? page.at(-1).id : null };
}

export function state({ model, modelCalls, now }) {
  const today = modelCalls.filter(({ at }) => at.slice(0, 10) === new Date(now()).toISOString().slice(0, 10));
  const sum = (list, name) => list.reduce((total, one) => total + one[name], 0);
  const failed = (list) => list.filter(({ outcome }) => !["written", "started"].includes(outcome)).length;
  const of = (list) => ({ calls: list.length, failed: failed(list), tokens_in: sum(list, "tokens_in"), tokens_out: sum(list, "tokens_out"), cost_micros: sum(list, "cost_micros") });
  const prompts = [...new Set(today.map(({ prompt }) => prompt))];
  return {
    ...model,
    today: { ...of(today), by_prompt: prompts.map((prompt) => ({ prompt, model: "example-large", ...of(today.filter((one) => one.prompt === prompt)) })) },
  };
}

/** A day of calls, the newest first, reaching into yesterday. */
export function pastCalls(now) {
  const system = "You answer questions about Tallybook from the passages below and from nothing else.\nEvery sentence names the passage that says it.\n\n<passage id=\"1\">\nAn invoice goes to at most 5 addresses. Separate them with commas; each gets the same PDF.\n</passage>";
  // Of the newest the end is not known yet.
  const endings = ["written", "written", "written", "unavailable", "written", "late", "written"];
  return Array.from({ length: 46 }, (_, at) => {
    const prompt = at % 3 === 2 ? "understand" : "answer";
    const outcome = at === 0 ? "started" : endings[at % endings.length];
    const written = outcome === "written";
    const tried = at % 5 === 4;
    const started = outcome === "started";
    const [tokens_in, tokens_out] = [prompt === "answer" ? 2140 - at * 7 : 612, written ? 131 - at : 0].map((tokens) => (started ? 0 : tokens));
    return {
      id: `call-${at}`,
      // The newest are of today also where a test runs soon after midnight (UTC).
      at: new Date(now - (at < 6 ? at * 1_000 : (at - 5) * 37 * 60_000) - 2_000).toISOString(),
      inbox: "main",
      conversation_id: tried ? null : "import-104",
      contact_id: tried ? null : "priya",
      message_id: tried ? null : "p5",
      person_id: tried ? "nina" : at % 5 === 3 ? "ada" : null,
      number: prompt === "answer" ? 1 : 0,
      prompt,
      prompt_hash: prompt === "answer" ? "77be01d4" : "a41f9c02",
      endpoint: "main",
      model: written ? "example-large" : "",
      outcome,
      tokens_in,
      tokens_out,
      cost_micros: tokens_in * 3 + tokens_out * 15,
      duration_ms: started ? 0 : written ? 1830 + at * 3 : 12_000,
      system,
      user: `<question>\nWhat’s the most addresses one invoice can go to? <img src=x onerror="document.title='owned'"> (${at})\n</question>`,
    };
  });
}
