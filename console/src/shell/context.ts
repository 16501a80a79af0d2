// The desk, handed to all screens.

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Desk } from "../live/desk.js";

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("no desk above this component");
  return desk;
}
