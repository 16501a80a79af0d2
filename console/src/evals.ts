// The analysts' pages: one part of the console, loaded when one of them is first opened.

import "./styles/evals.css";

export { BudgetPage } from "./budget/page.js";
export { CaseFromTurn, ConversationCases } from "./cases/dialogs.js";
export { ReplayPage } from "./replay/page.js";
export { RunView } from "./runs/page.js";
export { SuitesPage } from "./suites/page.js";
