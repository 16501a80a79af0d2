import { day } from "../core/format";
import type { Invoice, Line } from "../core/types";

export function newInvoice(made: Partial<Invoice> & Pick<Invoice, "number" | "customer" | "lines">): Invoice {
  return {
    issued: day(0),
    due: day(30),
    currency: "GBP",
    stage: "draft",
    viewed: false,
    message: "",
    author: "marta",
    credits: [],
    files: [],
    partPayments: false,
    cards: true,
    activity: [],
    ...made,
  };
}

export function line(description: string, quantity: number, pounds: number, tax = 20): Line {
  return { description, quantity, price: Math.round(pounds * 100), tax };
}

export function seedInvoices(): Invoice[] {
  return [
    draft(42, "oakley", -1, 30, [line("Brand guidelines, stage 2", 1, 1450), line("Van livery artwork", 3, 180)]),
    draft(41, "fenwick", -2, 30, [line("Seasonal label set", 6, 95)]),
    draft(40, "verdant", -2, 30, [line("Spring brochure, concept round", 1, 0)], "tom"),
    sent(39, "brightwater", -1, 14, [line("Menu redesign", 1, 400)]),
    sent(38, "lumen", -6, 45, [line("Website, design sprint", 4, 620), line("Photography, half day", 1, 350)], {
      viewed: true,
    }),
    sent(37, "kestrel", -12, 30, [line("Autumn catalogue, 28 pages", 1, 1050)], { viewed: true }),
    sent(36, "halden", -33, 14, [line("Window graphics", 2, 310)]),
    sent(35, "tideway", -18, 7, [line("Website retainer", 1, 450), line("Extra product pages", 3, 30)], {
      viewed: true,
    }),
    sent(34, "northpier", -21, 30, [line("Sleeve artwork, two singles", 2, 375)], { viewed: true, partPayments: true }),
    sent(33, "oakley", -28, 30, [line("Brand guidelines, stage 1", 1, 1250), line("Workshop, per person", 4, 85)], {
      viewed: true,
    }),
    sent(32, "brightwater-ltd", -34, 30, [line("Loyalty card, print ready", 1, 220)], { viewed: true }),
    sent(31, "atelier", -35, 30, [line("Shopfront identity", 1, 2400, 0)], { currency: "EUR", viewed: true }),
    sent(30, "marlow", -52, 30, [line("Patient leaflets, set of 4", 4, 145)], {
      credits: [{ number: "CN-0003", amount: 69600, reason: "Cancelled order", date: day(-9) }],
    }),
    sent(29, "verdant", -58, 30, [line("Planting plan illustrations", 5, 120)], { viewed: true }),
    { ...sent(28, "kestrel", -64, 30, [line("Trail map, sent twice", 1, 540)]), stage: "void" },
    sent(27, "halden", -75, 14, [line("Service menu poster", 10, 22)], { viewed: true }),
    sent(26, "lumen", -83, 45, [line("Brand refresh, phase 1", 1, 3200)], { viewed: true }),
    sent(25, "pennant", -96, 30, [line("Stationery templates", 1, 190)], { viewed: true }),
    sent(24, "fenwick", -101, 30, [line("Label set, winter", 6, 90)], { viewed: true }),
  ];
}

function number(n: number): string {
  return `INV-${String(n).padStart(4, "0")}`;
}

function draft(n: number, customer: string, issued: number, terms: number, lines: Line[], author = "marta"): Invoice {
  return newInvoice({
    number: number(n),
    customer,
    lines,
    author,
    issued: day(issued),
    due: day(issued + terms),
    activity: [{ date: day(issued), text: "Draft written" }],
  });
}

function sent(
  n: number,
  customer: string,
  issued: number,
  terms: number,
  lines: Line[],
  more: Partial<Invoice> = {},
): Invoice {
  const activity: Invoice["activity"] = [
    { date: day(issued), text: "Emailed to the customer", mail: issued === -1 ? "Sent" : "Delivered" },
    { date: day(issued), text: "Draft written" },
  ];
  if (more.viewed) activity.unshift({ date: day(issued + 1), text: "Opened by the customer" });
  return newInvoice({
    number: number(n),
    customer,
    lines,
    stage: "sent",
    issued: day(issued),
    due: day(issued + terms),
    activity,
    ...more,
  });
}
