export interface Viewport {
    follow(on: boolean): void;
    remove(): void;
}
export declare function createViewport(shadow: ShadowRoot): Viewport;
