export declare const cut: (text: string) => string;
/** Addresses and long numbers (cards, accounts) are no help and no business of ours. */
export declare const masked: (text: string) => string;
