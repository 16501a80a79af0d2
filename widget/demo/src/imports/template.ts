export type Kind = "Customers" | "Invoices";

export const COLUMNS: Record<Kind, string[]> = {
  Customers: ["name", "email", "address", "country", "vat_number", "terms_days", "currency"],
  Invoices: [
    "number",
    "customer_email",
    "issue_date",
    "due_date",
    "description",
    "quantity",
    "unit_price",
    "tax_rate",
    "currency",
    "paid_date",
  ],
};

export const NEEDED: Record<Kind, string[]> = {
  Customers: ["name"],
  Invoices: ["number", "customer_email", "issue_date", "due_date", "description", "quantity", "unit_price", "tax_rate"],
};

/** The template: the line of columns and rows that show what goes where. */
export function example(kind: Kind): string[][] {
  const rows = {
    Customers: [
      ["Foxglove Florist", "hello@foxgloveflorist.example", "9 Park Street, Bristol", "GB", "", "14", "GBP"],
      ["Saltmarsh Brewery", "accounts@saltmarsh.example", "Dock Road, Avonmouth", "GB", "GB 611 0287 92", "30", "GBP"],
      ["Wren & Sons", "office@wrenandsons.example", "Mill House, Bath", "GB", "", "30", "GBP"],
    ],
    Invoices: [
      [
        "OLD-0981",
        "accounts@oakleyjoinery.example",
        "2026-01-14",
        "2026-02-13",
        "Signage survey",
        "1",
        "240.00",
        "20",
        "GBP",
        "2026-02-10",
      ],
      [
        "OLD-0982",
        "practice@marlowdental.example",
        "2026-01-20",
        "2026-02-19",
        "Leaflet reprint",
        "500",
        "0.35",
        "20",
        "GBP",
        "",
      ],
    ],
  };
  return [COLUMNS[kind], ...rows[kind]];
}
