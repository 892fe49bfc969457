export declare class Client {
    constructor(url: string);
    find(filter?: object): Cursor;
    /**
     * Counts documents.
     * @returns The count
     */
    count(filter?: object): Promise<number>;
    count(name: string): Promise<number>;
    startSession(): Promise<Session>;
    withSession<T>(executor: (session: Session) => Promise<T>): Promise<T>;
}
export declare class Session {
    end(): Promise<void>;
}
export declare class Cursor {
    limit(count: number): this;
    toArray(): Promise<object[]>;
}
