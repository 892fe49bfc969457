export declare type EventsDescription = Record<string, (...args: any[]) => void>;
export declare interface Document {
    [key: string]: any;
}
export declare interface Options {
    session?: Session;
    comment?: string;
}
export declare interface Settings {
    unique?: boolean;
}
export declare class Client {
    db(): Db;
    find(options?: Options): Promise<Document>;
}
export declare class Session {
    end(): Promise<void>;
}
/** Every shape in which something is given that is bound as well, and every place of options. */
export declare class Db {
    constructor(client: Client, options?: Options);
    get client(): Client;
    readonly parent: Db | undefined;
    static of(options?: Options): Promise<Db>;
    'drop-all'(options?: Options): Promise<void>;
    /** The session is not theirs, but that of something inside. */
    nested(inner: { options: Options }): Promise<void>;
    either(name: string): Promise<void>;
    either(options: Options): Promise<void>;
    either(name: string, options?: Options): Promise<void>;
    index(keys: Document, settings?: Settings, options?: Options): Promise<string>;
    index(keys: Document, options?: Options & Settings): Promise<string>;
    plain(name: string): Promise<void>;
    table(name: string): Table;
    make<T extends Document = Document>(name: string, options?: Options): Promise<Table<T>>;
    tables(options?: Options): Promise<Table[]>;
    maybe(options?: Options): Promise<Table | null>;
    self(): this;
}
export declare class SubDb extends Db {
    constructor(client: Client, options?: Options);
    more(options?: Options): Promise<void>;
}
export declare class Table<TSchema extends Document = Document> {
    private constructor();
    get db(): Db;
    /** Called like what the emitted code declares for itself. */
    names(session: number, bindSession: string, options?: Options): Promise<void>;
    rows(options?: Options): Cursor<TSchema>;
}
export declare class Cursor<T = Document> {
    constructor(table: Table, options?: Options);
    get closed(): boolean;
    next(): Promise<T | null>;
    close(): Promise<void>;
}
