// What a check found, and what can be done about it.

import { h, type Child } from "../core/dom";
import { csv, download } from "../core/files";
import { count } from "../core/format";
import { button } from "../ui/button";
import { notice } from "../ui/parts";
import type { Checked } from "./check";

const MOST_SHOWN = 50;

export interface Choices {
  refusal: string | undefined;
  /** The user imports what is right and leaves the rest. */
  leaveOut: boolean;
  onLeaveOut(): void;
  onStart(): void;
}

export function problems(checked: Checked, { refusal, leaveOut, onLeaveOut, onStart }: Choices): Child {
  const good = checked.problems.length === 0;
  const ready = checked.good > 0 && (good || leaveOut) && !checked.tooMany;
  const why = ready ? undefined : (checked.tooMany ?? "Put the errors right first.");
  return [
    !good && errors(checked),
    !good &&
      h(
        "div",
        { class: "actions wrap" },
        button("Download errors", { testid: "import-errors", onclick: () => downloadErrors(checked) }),
        button("Leave out rows with errors", {
          testid: "import-leave-out",
          refusal: checked.good ? undefined : "No row is without errors.",
          onclick: onLeaveOut,
        }),
      ),
    ready && notice("info", h("p", { role: "status" }, h("strong", {}, "Ready to import"), ` ${checked.summary}`)),
    button("Start import", { testid: "import-start", kind: "primary", refusal: refusal ?? why, onclick: onStart }),
  ];
}

function errors(checked: Checked): HTMLElement {
  const line = (p: Checked["problems"][number]) => `${p.code} ${p.row ? `Row ${p.row}: ` : ""}${p.text}`;
  return h(
    "div",
    { role: "alert", class: "problems" },
    h("p", {}, h("strong", {}, count(checked.problems.length, "problem"))),
    h(
      "ul",
      {},
      checked.problems.slice(0, MOST_SHOWN).map((p) => h("li", {}, line(p))),
    ),
  );
}

function downloadErrors(checked: Checked): void {
  const rows = checked.problems.map((p) => [p.row ?? "", p.text, p.code]);
  download("errors.csv", csv([["row", "problem", "code"], ...rows]));
}
