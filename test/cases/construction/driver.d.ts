/** Constructed by users, in two ways. */
export declare class Client {
    constructor(url: string);
    constructor(host: string, port: number, options?: ClientOptions);
    appendMetadata(info: { name: string }): void;
    connect(): Promise<this>;
    static connect(url: string): Promise<Client>;
    /** Not the shorthand of an instance's method: it stays the driver's. */
    static list(host: string): Promise<string[]>;
    db(name: string): Db;
}
export declare interface ClientOptions {
    tls?: boolean;
}
/** Its only constructor is protected. */
export declare class Db {
    protected constructor(client: Client, name: string);
    drop(): Promise<boolean>;
}
/** Its constructor is not released. */
export declare class Admin {
    /* Excluded from this release type: db */
    /* Excluded from this release type: __constructor */
    ping(): Promise<void>;
}
/** Declares no constructor. */
export declare class Stats {
    read(): Promise<number>;
}
/** A base that is abstract, and constructed by nobody. */
export declare abstract class Job {
    abstract run(): Promise<void>;
}
/** A subclass with a public constructor, generic, which takes a wrapped object and a wrapper within options. */
export declare class Backup<TDocument = unknown> extends Job {
    constructor(db: Db, options?: { client?: Client; level: number });
    run(): Promise<void>;
    documents(): Promise<TDocument[]>;
}
