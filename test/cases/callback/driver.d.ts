export declare interface Document {
    [key: string]: any;
}
export declare interface RunOptions {
    session?: Session;
}
export declare class Session {
    end(): Promise<void>;
}
export declare class Client {
    constructor(url: string);
    none(): Promise<void>;
    required(name: string): Promise<string>;
    optional(filter?: Document, options?: RunOptions): Promise<Document | null>;
    mixed(name: string, filter?: Document, options?: RunOptions): Promise<Session>;
    overloaded(): Promise<Document | null>;
    overloaded(filter: Document, options?: RunOptions): Promise<Document | null>;
    overloaded<T>(filter: Document): Promise<T | null>;
    overloaded<T>(filter: Document, options: RunOptions): Promise<T | null>;
    overloaded<T>(filter: Document, options?: RunOptions): Promise<T | null>;
    rest(...names: string[]): Promise<void>;
    restAfter(name: string, ...names: string[]): Promise<void>;
    forEach(iterator: (document: Document) => boolean | void): Promise<void>;
    withSession<T>(executor: (session: Session) => Promise<T>): Promise<T>;
    withSession<T>(options: RunOptions, executor: (session: Session) => Promise<T>): Promise<T>;
    withTransaction<T>(executor: WithTransactionCallback<T>, options?: RunOptions): Promise<T>;
    /** Parameters that are called like the callback and the helper. */
    callback(callback?: string): Promise<void>;
    settle(settle: string, options?: string): Promise<void>;
    nothing(): Promise<undefined>;
    union(): Promise<string | string[]>;
    destructured({ name }: { name: string }, options?: RunOptions): Promise<void>;
    sync(name?: string): string;
}
export declare type WithTransactionCallback<T = any> = (session: Session) => Promise<T>;
