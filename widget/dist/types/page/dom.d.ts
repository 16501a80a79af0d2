export declare const HEADING = "h1,h2,h3,h4,h5,h6,[role=heading]";
/** The document in a frame of this origin, else undefined. */
export declare function framed(el: Element): Document | undefined;
/** Calls `visit` for every element in document order; where it returns false, what lies in it is passed over. */
export declare function walk(root: ParentNode, visit: (el: Element) => boolean | void): void;
/** The element around this one, out of shadow roots and frames too. */
export declare function parentOf(el: Element): Element | null;
export declare function isInside(el: Element, outer: Element): boolean;
/** True where it is drawn, wherever the page is scrolled to. */
export declare function isVisible(el: Element): boolean;
/** What people see of a control: itself, or its label where the control is hidden behind one; undefined if neither. */
export declare function surfaceOf(el: Element): Element | undefined;
export declare function isEnabled(el: Element): boolean;
