export declare class Client {
    constructor(url: string);
    /** A constant, typed by itself. */
    static readonly PRIMARY = "primary";
    /** @deprecated Use PRIMARY. */
    static readonly MASTER: 'primary';
    static limit: number;
    /** A static getter, which may need something that is not there before it is read. */
    static get libraryVersion(): string;
    static get pool(): Client | undefined;
    /** A pair whose types are the same. */
    get batchSize(): number;
    set batchSize(value: number);
    /** A pair whose setter takes more than the getter gives. */
    get timeout(): number;
    set timeout(value: number | string);
    /** A pair that holds a wrapped class. */
    get database(): Db;
    set database(value: Db | string);
    readonly host: string;
    port: number;
    nickname?: string;
    readonly role?: 'primary' | 'secondary';
    /** Wrapped, and not always there. */
    session?: Session;
    current: Session | null;
    readonly sessions: Session[];
    /** Options that are handed back stay the driver's. */
    readonly options: ClientOptions;
    close(): Promise<void>;
}
export declare interface ClientOptions {
    session?: Session;
}
export declare class Db {
    get name(): string;
    drop(): Promise<void>;
}
export declare class Session {
    readonly id: number;
    end(): Promise<void>;
    /**
     * Gone since long.
     * @deprecated There is nothing to abort.
     */
    abort(): Promise<void>;
    commit(): Promise<void>;
    /** @deprecated Give an object. */
    commit(level: number): Promise<void>;
    /** @experimental */
    commit(options: { level: number }): Promise<void>;
}
