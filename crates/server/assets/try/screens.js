// A few screens of Tallybook, the made-up product: what the contact sees, and what the widget would tell about it.

import { el } from "/try/view.js";

const MENU = ["Dashboard", "Invoices", "Customers", "Payments", "Import", "Settings"];
const menu = MENU.map((name) => ({ role: "link", name, test_id: `nav-${name.toLowerCase()}` }));
const button = (name, testId) => ({ role: "button", name, test_id: testId });

export const SCREENS = [
  {
    key: "import",
    label: "Import, after IMP-104",
    menu: "Import",
    route: "/import",
    title: "Import",
    controls: [
      { role: "radio", name: "Customers", test_id: "import-kind-customers" },
      { role: "radio", name: "Invoices", test_id: "import-kind-invoices" },
      { role: "link", name: "Download template", test_id: "import-template" },
      button("Upload CSV", "import-upload"),
      { role: "combobox", name: "Date format", test_id: "import-date-format" },
      button("Check file", "import-check"),
    ],
    events: [
      { kind: "host", text: "import.uploaded" },
      { kind: "host", text: "import.failed" },
    ],
    errors: [{ code: "IMP-104", text: "Row 14: date not recognised" }],
    ideas: ["It doesn't work", "How do I import my customers?", "How many rows can one file have?"],
  },
  {
    key: "invoices",
    label: "Invoices",
    menu: "Invoices",
    route: "/invoices",
    title: "Invoices",
    controls: [
      button("New invoice", "invoices-new"),
      { role: "searchbox", name: "Search invoices", test_id: "invoices-search" },
      button("Export", "invoices-export"),
      { role: "link", name: "INV-0042", test_id: "invoice-row" },
      { role: "link", name: "INV-0039", test_id: "invoice-row" },
      { role: "link", name: "INV-0036", test_id: "invoice-row" },
    ],
    events: [{ kind: "navigation", text: "/invoices" }],
    errors: [],
    ideas: ["How do I send an invoice?", "Can I bill the same amount every month?", "How do I void an invoice?"],
  },
  {
    key: "billing",
    label: "Plan and billing",
    menu: "Settings",
    route: "/settings/billing",
    title: "Plan and billing",
    controls: [
      button("Change plan", "billing-change-plan"),
      button("Update card", "billing-update-card"),
      button("Cancel plan", "billing-cancel-plan"),
      { role: "link", name: "Receipt", test_id: "billing-receipt" },
    ],
    events: [{ kind: "navigation", text: "/settings/billing" }],
    errors: [],
    ideas: ["What does Business cost a year?", "I want my money back", "How do I change my plan?"],
  },
  {
    key: "team",
    label: "Team",
    menu: "Settings",
    route: "/settings/team",
    title: "Team",
    controls: [
      button("Invite teammate", "team-invite"),
      { role: "combobox", name: "Role of Sam Okafor", test_id: "team-role" },
      button("Resend invitation", "team-resend"),
      button("Transfer ownership", "team-transfer"),
    ],
    events: [],
    errors: [],
    ideas: ["How do I add a colleague?", "What may an accountant see?", "Can I talk to a person?"],
  },
  { key: "none", label: "Nothing", ideas: ["How do I turn on two-factor?", "What's the weather in Lisbon?"] },
];

/** What the widget would send about a screen; nothing where there is none. */
export function pageContext(screen) {
  if (!screen.route) return undefined;
  const { route, title, controls, events, errors } = screen;
  const seen = (control) => ({ ...control, text: control.name, visible: true });
  return { route, title: `${title} · Tallybook`, controls: [...menu, ...controls].map(seen), events, errors };
}

/** Draws a screen. Its controls are pictures: the widget's own demo has the living product. */
export function drawScreen(into, screen) {
  if (!screen.route) {
    into.replaceChildren(el("div", { class: "empty" }, "No screen: Usher is told nothing but the question."));
    return;
  }
  const entry = (name) => el("p", { class: name === screen.menu && "here" }, name);
  const alert = ({ code, text }) => el("p", { class: "error" }, el("strong", {}, code), ` ${text}`);
  const control = ({ role, name }) => el("span", { class: role === "link" && "link" }, name);
  into.replaceChildren(
    el("div", { class: "side" }, el("p", { class: "product" }, "Tallybook"), ...MENU.map(entry)),
    el(
      "div",
      { class: "body" },
      el("h3", {}, screen.title),
      el("p", { class: "route" }, screen.route),
      ...screen.errors.map(alert),
      el("div", { class: "controls" }, ...screen.controls.map(control)),
    ),
  );
}
