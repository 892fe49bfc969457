import { EventEmitter } from 'events';
export declare type EventsDescription = Record<string, (...args: any[]) => void>;
export declare class TypedEventEmitter<Events extends EventsDescription> extends EventEmitter {
    on<EventKey extends keyof Events>(event: EventKey, listener: Events[EventKey]): this;
    on(event: string | symbol, listener: (...args: any[]) => void): this;
}
export declare interface Document {
    [key: string]: any;
}
export declare interface FindOptions {
    session?: Session;
    signal?: AbortSignal;
    limit?: number;
}
export declare interface ClientOptions {
    session?: Session;
}
export declare class Client extends TypedEventEmitter<ClientEvents> {
    constructor(url: string, options?: ClientOptions);
    connect(): Promise<this>;
    static connect(url: string, options?: ClientOptions): Promise<Client>;
    close(force?: boolean): Promise<void>;
    /** Called like what the emitted code declares for itself. */
    names(cursor: string, signal: number, more?: boolean): Promise<void>;
    find<T extends Document = Document>(filter: Document, options?: FindOptions): Cursor<T>;
    aggregate(pipeline?: Document[], options?: FindOptions): Cursor;
    listed(...names: string[]): Cursor;
    findOne(filter: Document, options?: FindOptions): Promise<Document | null>;
    withSession<T>(executor: (session: Session) => Promise<T>): Promise<T>;
    startSession(): Session;
}
export declare type ClientEvents = {
    open(client: Client): void;
};
export declare class Session {
    end(): Promise<void>;
    [Symbol.asyncDispose](): Promise<void>;
}
export declare abstract class AbstractCursor<T = Document> implements AsyncDisposable {
    get namespace(): string;
    get closed(): boolean;
    limit(count: number): this;
    map<U>(transform: (document: T) => U): AbstractCursor<U>;
    abstract clone(): AbstractCursor<T>;
    toArray(): Promise<T[]>;
    forEach(iterator: (document: T) => boolean | void): Promise<void>;
    next(): Promise<T | null>;
    tryNext(): Promise<T | null>;
    close(): Promise<void>;
    bufferedCount(): number;
    rewind(): void;
    [Symbol.asyncIterator](): AsyncGenerator<T, void, void>;
    [Symbol.asyncDispose](): Promise<void>;
}
export declare class Cursor<T = Document> extends AbstractCursor<T> {
    clone(): Cursor<T>;
    sort(by: string): this;
    count(): Promise<number>;
}
