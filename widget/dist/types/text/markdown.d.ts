export interface MarkdownOptions {
    /** Whether a link may lead there. */
    allows(url: URL): boolean;
    /** The node for a mark: a character of Unicode's private use area that `mark` made. */
    marked?(at: number): Node | null;
}
/** A character that stands for something that is not text, such as the number of a source. */
export declare const mark: (at: number) => string;
export declare const withoutMarks: (text: string) => string;
export declare function markdown(text: string, options: MarkdownOptions): HTMLElement[];
/** A link that leaves the page alone; null where it may not lead there. */
export declare function link(address: string, label: string, { allows }: Pick<MarkdownOptions, "allows">): Node | null;
/** Allows the hosts named, and with `*.example.com` all below one. */
export declare function allowHosts(hosts: readonly string[]): (url: URL) => boolean;
