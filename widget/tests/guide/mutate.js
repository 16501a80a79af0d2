// Changes of a user interface, as releases bring them. Runs in the page; `random` gives numbers from 0 to 1.

const CONTROL = "a,button,input,select,textarea,img,svg,[role]";
const pick = (random, list) => list[Math.floor(random() * list.length)];
const hash = (random) => Array.from({ length: 8 }, () => "abcdefghjkmnpqrstuvwxyz0123456789"[Math.floor(random() * 33)]).join("");

/** Two lists: weights are chosen with one, results are reported with the other. */
const SYNONYMS = [
  { send: "email", choose: "pick", add: "create", new: "add", save: "store", change: "switch", role: "permission", amount: "sum", invite: "add", teammate: "colleague", upload: "import", start: "begin", credit: "refund", record: "enter", notifications: "alerts", team: "people", set: "turn", merge: "combine", customer: "client", settings: "preferences" },
  { send: "dispatch", add: "new", new: "create", save: "keep", change: "update", role: "access", amount: "total", invite: "add", teammate: "member", upload: "choose", start: "run", credit: "adjustment", record: "log", notifications: "messages", team: "members", set: "configure", merge: "join", customer: "contact", settings: "options", invoices: "bills", check: "validate", confirm: "accept" },
];

export const KINDS = {
  "classes and ids renamed": (t, { random }) => {
    for (const el of document.querySelectorAll("[class]")) el.setAttribute("class", el.getAttribute("class").split(/\s+/).map(() => `c-${hash(random)}`).join(" "));
    for (const el of document.querySelectorAll("[id]")) renameId(el, `i-${hash(random)}`);
    return t;
  },
  "test id renamed": (t, { random }) => {
    const old = t.getAttribute("data-testid");
    if (!old) return undefined;
    const words = old.split("-");
    const now = pick(random, [`${old}-btn`, `page-${old}`, [...words].reverse().join("-"), words.join("_"), `cmp-${hash(random)}`, hash(random)]);
    // Rows of a list come from one template.
    for (const el of document.querySelectorAll(`[data-testid="${old}"]`)) el.setAttribute("data-testid", now);
    return t;
  },
  "test ids stripped": (t) => {
    for (const el of document.querySelectorAll("[data-testid]")) el.removeAttribute("data-testid");
    return t;
  },
  "moved and wrapped": (t, { random }) => {
    const unit = t.closest(".field,li,label,tr") ?? t;
    const wrap = document.createElement("div");
    wrap.append(document.createElement("div"));
    const home = t.closest("[role=dialog],nav,tbody,main") ?? document.body;
    if (/^(TBODY|NAV)$/.test(home.tagName)) (unit.parentElement ?? home).prepend(unit);
    else {
      const before = pick(random, [...home.children].filter((c) => !c.contains(unit)).concat([null]));
      home.insertBefore(wrap, before);
      wrap.firstChild.append(unit);
    }
    return t;
  },
  "text: case": (t, { random }) => retext(t, (s) => pick(random, [s.toUpperCase(), s.toLowerCase(), s.replace(/\b\w/g, (c) => c.toUpperCase())])),
  "text: words added": (t, { random }) =>
    retext(t, (s) => pick(random, [`${s} now`, `${s}…`, `${s} (beta)`, s.replace(/ /, " your "), `${s} →`, `+ ${s}`, `${s} for this account`])),
  "text: a synonym": (t, { synonyms }) => {
    const swap = (s) => s.replace(/[A-Za-z]+/g, (w) => (synonyms[w.toLowerCase()] ? like(w, synonyms[w.toLowerCase()]) : w));
    return swap(nameOf(t)) === nameOf(t) ? undefined : retext(t, swap);
  },
  "icon instead of text": (t, { random }) => {
    const name = nameOf(t);
    if (!/^(A|BUTTON)$/.test(t.tagName)) return undefined;
    const icon = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    icon.setAttribute("width", "16");
    icon.setAttribute("height", "16");
    t.replaceChildren(icon);
    const said = random();
    if (said < 0.5) t.setAttribute("aria-label", name);
    else if (said < 0.8) t.title = name;
    return t;
  },
  "headings renamed": (t, { random }) => {
    for (const el of document.querySelectorAll("h1,h2")) el.textContent = pick(random, [`Your ${el.textContent.toLowerCase()}`, `${el.textContent} overview`, "Manage", `${el.textContent} details`]);
    return t;
  },
  "another element for it": (t) => {
    const tag = { A: "button", BUTTON: t.getAttribute("role") ? undefined : "a" }[t.tagName];
    if (!tag) return undefined;
    const el = document.createElement(tag);
    for (const { name, value } of t.attributes) if (!/^(href|type)$/.test(name)) el.setAttribute(name, value);
    if (tag === "a") el.href = "/somewhere";
    el.append(...t.childNodes);
    t.replaceWith(el);
    return el;
  },
  "look-alike: same name elsewhere": (t, { random }) => {
    const twin = (t.closest(".field,label") ?? t).cloneNode(true);
    for (const el of [twin, ...twin.querySelectorAll("*")]) {
      el.removeAttribute("data-testid");
      if (el.id) renameId(el, `twin-${hash(random)}`, twin);
    }
    if (random() < 0.5) (twin.matches(CONTROL) ? twin : (twin.querySelector(CONTROL) ?? twin)).setAttribute("data-testid", `promo-${hash(random)}`);
    besides(t, twin, random, "Quick actions");
    return t;
  },
  "look-alike: similar name": (t, { random }) => {
    const twin = (t.closest(".field,label") ?? t).cloneNode(true);
    const el = twin.matches("[data-testid]") ? twin : (twin.querySelector("[data-testid]") ?? twin);
    for (const inner of twin.querySelectorAll("[id]")) renameId(inner, `twin-${hash(random)}`, twin);
    besides(t, twin, random);
    if (t.hasAttribute("data-testid")) el.setAttribute("data-testid", `${t.getAttribute("data-testid")}-${pick(random, ["all", "copy", "later", "old"])}`);
    retext(el, (s) => pick(random, [`${s} later`, `${s} (old)`, `Another ${s.toLowerCase()}`, `${s} settings`]));
    return t;
  },
  "look-alike: same test id": (t, { random }) => {
    if (!t.hasAttribute("data-testid")) return undefined;
    const unit = t.closest(".field,label,li,tr") ?? t;
    const twin = unit.cloneNode(true);
    for (const inner of twin.querySelectorAll("[id]")) renameId(inner, `twin-${hash(random)}`, twin);
    const id = t.getAttribute("data-testid");
    const el = twin.getAttribute?.("data-testid") === id ? twin : twin.querySelector(`[data-testid="${id}"]`);
    if (random() < 0.5) unit.after(twin);
    else unit.before(twin);
    retext(el, () => pick(random, ["Archive", "Learn more", "Filter", "INV-9120", "Select Quarry Lane Bakery"]));
    return t;
  },
  removed: (t) => {
    (t.closest(".field,li,label") ?? t).remove();
    return null;
  },
  "removed, a similar one comes": (t, tools) => {
    if (!KINDS["look-alike: similar name"](t, tools)) return undefined;
    return KINDS.removed(t);
  },
};

/** Not in the totals: who could tell? The target goes, and one of the same role and name comes, elsewhere. */
export const UNDECIDABLE = {
  "removed, one of the same name comes": (t, tools) => {
    if (!KINDS["look-alike: same name elsewhere"](t, tools)) return undefined;
    return KINDS.removed(t);
  },
};

/** Does `kinds` to the page; the target afterwards, null if it is gone, undefined if the change cannot be made. */
export function mutate(kinds, target, random, synonyms) {
  for (const kind of kinds) {
    target = { ...KINDS, ...UNDECIDABLE }[kind](target, { random, synonyms: SYNONYMS[synonyms] });
    if (!target) return target;
  }
  return target;
}

const nameOf = (t) => t.getAttribute("aria-label") ?? t.alt ?? (t.labels?.[0] ?? t).textContent.trim();
const like = (model, word) => (model[0] === model[0].toUpperCase() ? word[0].toUpperCase() + word.slice(1) : word);

function retext(t, change) {
  if (t.hasAttribute("aria-label")) t.setAttribute("aria-label", change(t.getAttribute("aria-label")));
  else if (t.alt) t.alt = change(t.alt);
  else {
    const walker = document.createTreeWalker(t.labels?.[0] ?? t, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    while (node && !node.nodeValue.trim()) node = walker.nextNode();
    if (!node) return undefined;
    node.nodeValue = change(node.nodeValue.trim());
  }
  return t;
}

function renameId(el, id, within = document) {
  for (const label of within.querySelectorAll(`[for="${el.id}"]`)) label.htmlFor = id;
  for (const by of within.querySelectorAll(`[aria-labelledby="${el.id}"]`)) by.setAttribute("aria-labelledby", id);
  el.id = id;
}

/** Puts `twin` into a section of its own, in the dialog where the target is in one. */
function besides(t, twin, random, title = "See also") {
  const section = document.createElement("section");
  const heading = document.createElement("h2");
  heading.textContent = title;
  section.append(heading, twin);
  const home = t.closest("[role=dialog]") ?? document.querySelector("main");
  if (random() < 0.5) home.append(section);
  else home.insertBefore(section, home.firstElementChild?.nextElementSibling ?? null);
}
