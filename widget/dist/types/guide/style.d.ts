export declare function guideSheet(): CSSStyleSheet;
