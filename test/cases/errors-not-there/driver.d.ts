export declare class MongoError extends Error {
}
export declare class MongoWriteError extends MongoError {
}
export declare class Base {
    close(): Promise<void>;
}
export declare class Client extends Base {
    static connect(): Promise<Client>;
    ping(): Promise<void>;
}
export declare class Options {
}
