/** The interface adds members, an overload, a base and a type parameter's use. */
export declare class Collection<T> {
    get name(): string;
    find(filter: Partial<T>): Cursor<T>;
    count(): Promise<number>;
}
export declare interface Collection<T> extends Named {
    count(filter: Partial<T>): Promise<number>;
    readonly documents?: T[];
    drop(): Promise<boolean>;
}
export declare interface Named {
    get name(): string;
}
export declare class Cursor<T> {
    tryNext(): Promise<T | null>;
    [Symbol.asyncIterator](): AsyncGenerator<T, void, void>;
}
