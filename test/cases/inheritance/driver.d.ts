/** The base knows its subclasses, and they it: cycles that may not reach the loading of modules. */
export declare abstract class AbstractCursor<T = any> {
    static readonly CLOSE: 'close';
    abstract clone(): AbstractCursor<T>;
    batchSize(size: number): this;
    map<U>(transform: (document: T) => U): FindCursor<U>;
    get self(): AbstractCursor<T>;
    get next(): Batch<T> | undefined;
    toArray(): Promise<T[]>;
    static from<T>(documents: T[]): FindCursor<T>;
}
export declare abstract class ExplainableCursor<T> extends AbstractCursor<T> {
    explain(): Promise<string>;
    explain(verbosity: 'full' | 'short'): Promise<object>;
}
export declare class FindCursor<T = any> extends ExplainableCursor<T> {
    clone(): FindCursor<T>;
    batchSize(size: number | bigint): this;
    explain(): Promise<string>;
    explain(verbosity: 'full' | 'short'): Promise<object>;
    filter(filter: Partial<T>): this;
    /** A chain that gives the class and not `this`. */
    project<U = T>(fields: string[]): FindCursor<U>;
    /** A chain in one overload, another type in the other. */
    addStage(stage: object): this;
    addStage<U>(stage: object): FindCursor<U>;
}
/** The base's parameter is settled. */
export declare class ListCursor extends AbstractCursor<{ name: string }> {
    constructor(collection: Collection, options?: ListOptions);
    readonly parent: Collection;
    clone(): ListCursor;
}
export declare class SearchCursor extends ListCursor {
    clone(): SearchCursor;
    explain(): never;
}
export declare class Batch<T> {
    cursor: AbstractCursor<T>;
    close(): Promise<void>;
}
export declare class Collection {
    find<T>(filter: Partial<T>): FindCursor<T>;
    list(): ListCursor;
    rename(name: string): Promise<Collection>;
}
export declare interface ListOptions {
    cursor?: AbstractCursor;
}
