import { expect, test } from "vitest";
import type { Inbox } from "../api/types.js";
import { looksOf } from "./inbox.js";

const inbox = {
  theme: { color: "#112233", scheme: null, position: "left", offset: null, logo: "/files/logo", team: [{ name: "Marta", photo: "/files/m" }, { name: "Jo", photo: null }] },
} as Inbox;

test("the host's own looks go before the inbox's, and what nobody says is left out", () => {
  expect(looksOf(inbox, { color: "#445566" }, "https://help.example.com")).toEqual({
    color: "#445566",
    position: "left",
    logo: "https://help.example.com/files/logo",
    team: [
      { name: "Marta", photo: "https://help.example.com/files/m" },
      { name: "Jo", photo: null },
    ],
  });
  expect(looksOf(null, { offset: 8 }, "https://help.example.com")).toEqual({ offset: 8 });
});
