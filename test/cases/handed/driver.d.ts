/** What a function of the user's is handed, in every shape that is wrapped, and where it may be missing. */
export declare class Client {
    item(visit: (client: Client) => boolean): void;
    items(visit: (clients: readonly Client[], more: Client[][]) => boolean): void;
    field(visit: <T>(of: T, found: { client: Client; 'all-of': Db[]; ok: number }) => T): void;
    either(visit: (of: Client | Db, none: Client | null) => boolean): void;
    missing(visit: (client?: Client, all?: ReadonlyArray<Db>, found?: { db: Db }, ...names: string[]) => boolean): void;
    later(visit: (found: Db[], none?: Db) => Promise<string>): Promise<void>;
}
export declare class Db {
    drop(): Promise<void>;
}
