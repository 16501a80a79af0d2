// The lines of an invoice as the user writes them.

import type { App } from "../core/app";
import { h, live } from "../core/dom";
import { money, pence, plainAmount } from "../core/format";
import type { Line } from "../core/types";
import { limitsOf, netOf, taxOf } from "../data/sums";
import { button, iconButton } from "../ui/button";
import { selectField, textField } from "../ui/field";

export interface LinesEditor {
  node: HTMLElement;
  fill(lines: Line[]): void;
  /** What was written, or nothing if a field is wrong; the field then says so. */
  read(): Line[] | undefined;
  untouched(): boolean;
  redraw(): void;
}

type Row = ReturnType<typeof makeRow>;

export function linesEditor(app: App, lines: Line[], currency: () => string): LinesEditor {
  let rows: Row[] = [];
  let touched = lines.length > 0;
  const holder = h("div", { class: "lines", onfocusin: () => (touched = true) });
  const sums = live(() => {
    const now = rows.flatMap((row) => row.peek());
    const amount = (text: string, value: number, kind = "") =>
      h("div", { class: kind }, h("dt", {}, text), h("dd", {}, money(value, currency())));
    return h(
      "dl",
      { class: "sums" },
      amount("Subtotal", netOf(now)),
      amount("Tax", taxOf(now)),
      amount("Total", netOf(now) + taxOf(now), "total"),
    );
  });
  const show = () => {
    holder.replaceChildren(...rows.map((row) => row.node));
    sums.update();
  };
  const add = (line?: Line) => {
    const row: Row = makeRow(app, line, sums.update, () => {
      if (rows.length > 1) rows = rows.filter((r) => r !== row);
      show();
    });
    rows.push(row);
  };
  const fill = (given: Line[]) => {
    rows = [];
    for (const line of given.length ? given : [undefined]) add(line);
    show();
  };
  fill(lines);
  const most = limitsOf(app.state).lines;
  return {
    node: h(
      "div",
      { class: "lines-editor" },
      holder,
      h(
        "div",
        { class: "lines-foot" },
        button("Add line", {
          testid: "invoice-add-line",
          icon: "plus",
          onclick: () => {
            if (rows.length >= most) return app.say(`An invoice can have ${most} lines on your plan`);
            add();
            show();
            rows.at(-1)!.description.control.focus();
          },
        }),
        sums.node,
      ),
    ),
    fill,
    read() {
      const read = rows.map((row) => row.read());
      return read.every((line) => line !== undefined) ? (read as Line[]) : undefined;
    },
    untouched: () => !touched,
    redraw: sums.update,
  };
}

function makeRow(app: App, line: Line | undefined, changed: () => void, remove: () => void) {
  const rates = app.state.taxRates.filter((rate) => !rate.retired);
  const standard = rates.find((rate) => rate.standard)?.percent ?? 0;
  const description = textField("Description", {
    testid: "line-description",
    value: line?.description ?? "",
    maxlength: 1000,
    class: "grow",
  });
  const quantity = textField("Quantity", {
    testid: "line-quantity",
    value: String(line?.quantity ?? 1),
    inputmode: "decimal",
    class: "short",
  });
  const price = textField("Unit price", {
    testid: "line-price",
    value: line ? plainAmount(line.price) : "",
    inputmode: "decimal",
    placeholder: "0.00",
    class: "short",
  });
  const tax = selectField("Tax rate", {
    testid: "line-tax-rate",
    value: String(line?.tax ?? standard),
    class: "medium",
    options: [
      ...rates.map((r) => [String(r.percent), `${r.name} ${r.percent}%`] as const),
      ["0.0", "Reverse charge"] as const,
    ],
  });
  const node = h(
    "div",
    { class: "line", role: "group", "aria-label": "Invoice line", oninput: changed },
    description.node,
    quantity.node,
    price.node,
    tax.node,
    iconButton("close", "Remove line", remove),
  );
  const peek = (): Line[] => {
    const cost = pence(price.value);
    const many = Number(quantity.value);
    return cost === undefined || !Number.isFinite(many)
      ? []
      : [{ description: description.value, quantity: many, price: cost, tax: Number(tax.value) }];
  };
  const read = (): Line | undefined => {
    const many = Number(quantity.value);
    const wrongQuantity = quantity.value === "" || !Number.isFinite(many);
    description.fail(description.value ? undefined : "Say what it is for.");
    quantity.fail(wrongQuantity ? "Enter a number." : undefined);
    price.fail(pence(price.value) === undefined ? "Enter an amount such as 1250.00." : undefined);
    return description.value && !wrongQuantity ? peek()[0] : undefined;
  };
  return { node, description, peek, read };
}
