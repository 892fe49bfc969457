/** Members that are called like what every wrapper has of its own. */
export declare class Client {
    readonly delegate: string;
    static wrap(value: string): Client;
    close(): Promise<void>;
}
/** On the other side of the class the names are free. */
export declare class Db {
    static delegate(): string;
    wrap(value: string): string;
    close(): Promise<void>;
}
