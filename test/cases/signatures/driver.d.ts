export declare interface Document {
    [key: string]: any;
}
export declare interface FindOptions {
    limit?: number;
}
export declare interface Point {
    x: number;
    y: number;
}
export declare class Collection<TSchema extends Document = Document> {
    /** Words that strict code reserves. */
    remove(function_: string, package?: string): Promise<void>;
    reserved(arguments: string, eval: string, interface: number, await?: boolean, yield?: string): Promise<void>;
    contextual(async: string, of: string, type: number, undefined_?: boolean): Promise<void>;
    destructured({ x, y }: Point, [first]: string[], { deep: { deeper } }?: { deep: { deeper: number } }): Promise<number>;
    /** The receiver's type is no argument. */
    bound(this: Collection<TSchema>, name: string): Promise<void>;
    bound(this: Collection<TSchema>): Promise<void>;
    rest(first: string, ...others: Point[]): Promise<number>;
    restOnly(...names: string[]): this;
    restOverloads(options: FindOptions): Promise<void>;
    restOverloads(options: FindOptions, ...names: string[]): Promise<void>;
    /** The same arguments, two types of results. */
    returns(filter: Document): Promise<TSchema | null>;
    returns(filter: Document): Promise<Document | null>;
    optionalThenRequired(filter: Document | undefined, options: FindOptions): Promise<void>;
    generic<T extends Document = TSchema, K extends keyof T = keyof T>(key: K): Promise<T[K]>;
    generic<T>(key: string, of: (value: T) => boolean): Promise<T>;
    /** `TSchema` here is another one. */
    shadow<TSchema>(value: TSchema): Promise<TSchema>;
    guard(value: unknown): value is Document;
    asserted(value: unknown): asserts value is Document;
    /** Longer than a line. */
    aggregateEverything<TResult extends Document = Document>(pipeline: readonly Document[], options: FindOptions & { allowDiskUse?: boolean }): Promise<TResult[]>;
    withLongResult(): Promise<{ first: Document; second: Document; third: Document; fourth: Document; fifth: Document; sixth: Document }>;
    conditional<T>(value: T): T extends string ? number : boolean;
    constructorOf<T>(type: new (...args: any[]) => T): T;
    unique(key: symbol, tag: `_${string}`): Promise<readonly [string, number?]>;
    never(): never;
    nothing(): void;
}
