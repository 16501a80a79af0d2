import type { Customer } from "../core/types";

type Made = Pick<Customer, "id" | "name" | "email" | "address"> & Partial<Customer>;

export function newCustomer(made: Made): Customer {
  return {
    vat: "",
    terms: 30,
    currency: "GBP",
    contacts: [],
    archived: false,
    mandate: false,
    reminders: true,
    portal: true,
    credit: 0,
    ...made,
  };
}

export function seedCustomers(): Customer[] {
  const made: Made[] = [
    {
      id: "atelier",
      name: "Atelier Roux",
      email: "compta@atelier-roux.example",
      address: "8 rue des Capucins, 69001 Lyon",
      vat: "FR 40 303 265 045",
      currency: "EUR",
    },
    {
      id: "brightwater",
      name: "Brightwater Cafe",
      email: "hello@brightwatercafe.example",
      address: "2 Quay Row, Bristol BS1 6EY",
      terms: 14,
    },
    {
      id: "brightwater-ltd",
      name: "Brightwater Cafe Ltd",
      email: "hello@brightwatercafe.example",
      address: "2 Quay Row, Bristol",
      vat: "GB 402 7719 08",
    },
    { id: "fenwick", name: "Fenwick & Daughters", email: "", address: "Unit 5, The Maltings, Frome BA11 1BE" },
    {
      id: "halden",
      name: "Halden Bikes",
      email: "office@haldenbikes.example",
      address: "71 Gloucester Road, Bristol BS7 8AS",
      terms: 14,
    },
    {
      id: "kestrel",
      name: "Kestrel Outdoor",
      email: "finance@kestreloutdoor.example",
      address: "Old Mill Lane, Brecon LD3 7HR",
      vat: "GB 227 9034 61",
    },
    {
      id: "lumen",
      name: "Lumen Architects",
      email: "accounts@lumenarchitects.example",
      address: "30 Queen Square, Bristol BS1 4ND",
      vat: "GB 551 2087 43",
      terms: 45,
      contacts: ["studio@lumenarchitects.example"],
    },
    {
      id: "marlow",
      name: "Marlow Dental Practice",
      email: "practice@marlowdental.example",
      address: "12 High Street, Marlow SL7 1AU",
    },
    {
      id: "northpier",
      name: "North Pier Records",
      email: "label@northpier.example",
      address: "The Vaults, North Pier, Swansea SA1 3RD",
      credit: 4500,
    },
    {
      id: "oakley",
      name: "Oakley Joinery",
      email: "accounts@oakleyjoinery.example",
      address: "Sawmill Yard, Nailsea BS48 1BZ",
      vat: "GB 190 6623 55",
    },
    {
      id: "pennant",
      name: "Pennant Print Co",
      email: "hello@pennantprint.example",
      address: "3 Fishponds Road, Bristol BS5 6PR",
      archived: true,
    },
    {
      id: "tideway",
      name: "Tideway Ceramics",
      email: "orders@tidewayceramics.example",
      address: "Boathouse 2, Penryn TR10 8FG",
      terms: 7,
    },
    {
      id: "verdant",
      name: "Verdant Gardens",
      email: "hello@verdantgardens.example",
      address: "Walled Garden, Wrington BS40 5NL",
    },
  ];
  return made.map(newCustomer);
}
