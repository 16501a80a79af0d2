export declare function similar(a: string, b: string): number;
/** Test ids by their words: `invoice-send`, `sendInvoice` and `invoice_send_btn` have much in common. */
export declare function similarIds(a: string, b: string): number;
