export interface View<T> {
    node: HTMLElement;
    update?(item: T): void;
    remove?(): void;
}
export interface KeyedList<T> {
    update(items: readonly T[]): void;
    remove(): void;
}
export declare function keyedList<T extends {
    key: string;
}>(parent: HTMLElement, make: (item: T) => View<T>): KeyedList<T>;
