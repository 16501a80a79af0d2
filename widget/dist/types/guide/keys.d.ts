/** True while the contact's focus is in something that they type in. */
export declare function isWriting(): boolean;
export declare function listenKeys(bubble: HTMLElement, stop: () => void, target: () => Element | undefined): {
    remove(): void;
};
