import { day } from "../core/format";
import type { FailedPayment, Payment, State } from "../core/types";

export function seedPayments(): Payment[] {
  const paid = (id: string, invoice: string, ago: number, amount: number, method: string): Payment => ({
    id,
    invoice: `INV-00${invoice}`,
    date: day(-ago),
    amount,
    method,
    refunds: [],
  });
  return [
    paid("p1", "35", 2, 64800, "Bank transfer"),
    paid("p2", "34", 6, 50000, "Card"),
    paid("p3", "33", 9, 190800, "Bank transfer"),
    paid("p4", "31", 11, 240000, "Card"),
    paid("p5", "32", 15, 26400, "Cash"),
    { ...paid("p6", "29", 31, 72000, "Card"), refunds: [{ amount: 12000, date: day(-12), state: "Sent" }] },
    paid("p7", "27", 63, 26400, "Card"),
    paid("p8", "26", 70, 384000, "Bank transfer"),
    paid("p10", "24", 88, 64800, "Cheque"),
  ];
}

export function seedFailed(): FailedPayment[] {
  return [
    {
      id: "f1",
      invoice: "INV-0036",
      date: day(-3),
      amount: 74400,
      code: "PAY-203",
      cause: "Declined by the customer's bank without a reason",
    },
    {
      id: "f2",
      invoice: "INV-0034",
      date: day(-4),
      amount: 40000,
      code: "PAY-201",
      cause: "Not enough money in the account",
    },
    { id: "f3", invoice: "INV-0037", date: day(-8), amount: 126000, code: "PAY-202", cause: "The card has expired" },
  ];
}

export function seedPayouts(): State["payouts"] {
  return [
    { id: "po1", date: day(-4), provider: "Stripe", amount: 49225, fee: 775, state: "Paid out" },
    { id: "po2", date: day(-9), provider: "Stripe", amount: 236360, fee: 3640, state: "Paid out" },
    { id: "po3", date: day(-29), provider: "Stripe", amount: 70900, fee: 1100, state: "Paid out" },
    { id: "po4", date: day(-59), provider: "Stripe", amount: 26136, fee: 264, state: "Paid out" },
  ];
}
