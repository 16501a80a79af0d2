import type { Guide, StepOutcome } from "../api/types.js";
import type { PanelContext } from "./context.js";
export interface GuideCard {
    node: HTMLElement;
    update(steps: Readonly<Record<string, StepOutcome>> | undefined): void;
}
export declare function guideCard(guide: Guide, { strings, showGuide }: PanelContext): GuideCard;
