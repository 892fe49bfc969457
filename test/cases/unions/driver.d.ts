export declare class Client {
    constructor(url: string);
    db(name: string): Db;
    find(name: string): Db | Collection | undefined;
    maybe(): Promise<Collection | null>;
    either(): Promise<Client | Db | Collection | null>;
    all(): Promise<Db[]>;
    names(): Promise<string | string[]>;
    pair(): Promise<{ db: Db; collection: Collection; ok: number }>;
    target(of: Client | Db | string): Promise<void>;
}
export declare class Db {
    readonly parent: Client | Db;
    sibling: Db | Collection | null;
    optional?: Db | Collection;
    drop(): Promise<void>;
}
export declare class Collection {
    drop(): Promise<void>;
}
