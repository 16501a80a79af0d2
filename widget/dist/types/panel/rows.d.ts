import type { Row } from "../store/rows.js";
import type { PanelContext } from "./context.js";
import type { View } from "./keyed.js";
export declare function rowView(row: Row, panel: PanelContext): View<Row>;
