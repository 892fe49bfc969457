export declare class MongoError extends Error {
    code?: number;
}
export declare class MongoWriteError extends MongoError {
}
export declare class MongoCursorError extends MongoError {
}
export declare interface Document {
    [key: string]: any;
}
export declare type WithSession<T> = (session: ClientSession) => Promise<T>;
export declare class MongoClient implements AsyncDisposable {
    constructor(url: string, options?: Document);
    static connect(url: string, options?: Document): Promise<MongoClient>;
    connect(): Promise<this>;
    close(force?: boolean): Promise<void>;
    collection<T extends Document = Document>(name: string): Collection<T>;
    startSession(options?: Document): ClientSession;
    withSession<T>(executor: WithSession<T>): Promise<T>;
    [Symbol.asyncDispose](): Promise<void>;
}
export declare class Collection<T extends Document = Document> {
    get name(): string;
    get hint(): string | null;
    findOne(filter: object): Promise<T | null>;
    findOne(filter: object, options: { required: true }): Promise<T>;
    find(filter?: object): FindCursor<T>;
    findRaw(filter: object): Promise<Document | Document[] | null>;
}
export declare class FindCursor<T = any> implements AsyncDisposable {
    static readonly KIND: 'find';
    limit(count: number): this;
    next(): Promise<T | null>;
    close(): Promise<void>;
    stream(): object;
    map<U>(transform: (item: T) => U): FindCursor<U>;
    [Symbol.asyncIterator](): AsyncGenerator<T, void, void>;
    [Symbol.asyncDispose](): Promise<void>;
}
export declare class ClientSession {
    startTransaction(options?: Document): void;
    commit(): Promise<void>;
    endSession(): Promise<void>;
}
