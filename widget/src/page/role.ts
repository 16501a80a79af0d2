// The ARIA role of an element: said, or implied by what it is (HTML-AAM, the elements that people use).

const BY_TAG: Record<string, string> = {
  button: "button",
  summary: "button",
  textarea: "textbox",
  option: "option",
  img: "img",
  svg: "img",
  nav: "navigation",
  main: "main",
  aside: "complementary",
  form: "form",
  table: "table",
  tr: "row",
  td: "cell",
  th: "columnheader",
  ul: "list",
  ol: "list",
  li: "listitem",
  dialog: "dialog",
  progress: "progressbar",
  meter: "meter",
  fieldset: "group",
  output: "status",
  article: "article",
};

const BY_TYPE: Record<string, string> = {
  button: "button",
  submit: "button",
  reset: "button",
  image: "button",
  file: "button",
  checkbox: "checkbox",
  radio: "radio",
  range: "slider",
  number: "spinbutton",
  search: "searchbox",
};

/** The role, or "" where it has none that says anything. */
export function roleOf(el: Element): string {
  const said = el.getAttribute("role")?.trim().split(/\s+/)[0];
  if (said) return said;
  const tag = el.localName;
  if (tag === "a" || tag === "area") return el.hasAttribute("href") ? "link" : "";
  if (/^h[1-6]$/.test(tag)) return "heading";
  if (tag === "input") {
    const { type } = el as HTMLInputElement;
    if (type === "hidden") return "";
    return BY_TYPE[type] ?? (el.hasAttribute("list") ? "combobox" : "textbox");
  }
  if (tag === "select") {
    const { multiple, size } = el as HTMLSelectElement;
    return multiple || size > 1 ? "listbox" : "combobox";
  }
  if (tag === "section") return el.matches("[aria-label],[aria-labelledby]") ? "region" : "";
  const known = BY_TAG[tag];
  return known ?? ((el as HTMLElement).isContentEditable && el.hasAttribute("contenteditable") ? "textbox" : "");
}

/** Roles that people act on. */
export const ACTED_ON =
  /^(button|link|textbox|searchbox|combobox|listbox|option|checkbox|radio|switch|slider|spinbutton|tab|treeitem|menuitem|menuitemcheckbox|menuitemradio|gridcell)$/;
