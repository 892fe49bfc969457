export declare interface Document {
    [key: string]: any;
}
/** What a language construct calls goes through the wrapper's own members. */
export declare class Cursor<T = Document> implements AsyncDisposable {
    [Symbol.asyncDispose](): Promise<void>;
    [Symbol.asyncIterator](): AsyncGenerator<T, void, void>;
    [Symbol.iterator](): Iterator<string>;
    get [Symbol.unscopables](): object;
    static get [Symbol.species](): object;
    next(): Promise<T | null>;
    tryNext(): Promise<T | null>;
    close(): Promise<void>;
}
