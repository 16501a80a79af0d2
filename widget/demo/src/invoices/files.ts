import type { App } from "../core/app";
import { h, live } from "../core/dom";
import { pickFile } from "../core/files";
import { limitsOf } from "../data/sums";
import { button, iconButton } from "../ui/button";
import { icon } from "../ui/icons";

const ACCEPTED = [".pdf", ".png", ".jpg", ".jpeg", ".csv", ".xlsx", ".docx"];
const VIRUS_CHECK = 1200;

/** The files of one invoice; their content stays on the user's machine. */
export function attachments(app: App, given: { name: string; size: number }[]) {
  const files = [...given];
  const checking = new Set<string>();
  let trouble = "";
  const list = live(() => [
    files.length
      ? h(
          "ul",
          { class: "files" },
          files.map((file) =>
            h(
              "li",
              {},
              checking.has(file.name) ? h("span", { class: "spinner" }) : icon("check"),
              h("span", {}, file.name),
              h("small", {}, checking.has(file.name) ? "Checking for viruses…" : size(file.size)),
              iconButton("close", `Remove ${file.name}`, () => {
                files.splice(files.indexOf(file), 1);
                list.update();
              }),
            ),
          ),
        )
      : null,
    h("p", { role: "alert", class: "field-error" }, trouble),
  ]);
  const add = (file: File) => {
    const limits = limitsOf(app.state);
    trouble = "";
    if (!ACCEPTED.some((end) => file.name.toLowerCase().endsWith(end)))
      trouble = "Only PDF, PNG, JPEG, CSV, XLSX and DOCX files are accepted.";
    else if (file.size > limits.fileSize) trouble = `A file can have up to ${size(limits.fileSize)} on your plan.`;
    else if (files.length >= limits.files) trouble = `Your plan allows ${limits.files} for each invoice.`;
    else {
      files.push({ name: file.name, size: file.size });
      checking.add(file.name);
      setTimeout(() => {
        checking.delete(file.name);
        list.update();
      }, VIRUS_CHECK);
    }
    list.update();
  };
  return {
    files,
    node: h(
      "div",
      {},
      list.node,
      button("Attach file", {
        testid: "invoice-attach",
        icon: "file",
        onclick: () => pickFile(ACCEPTED.join(","), add),
      }),
    ),
  };
}

function size(bytes: number): string {
  return bytes >= 1024 * 1024
    ? `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`
    : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}
