export declare class Client {
    constructor(url: string);
    everywhere(): Promise<void>;
    /** Left out. */
    nowhere(): Promise<Map<string, Client>>;
    /** Left out of the callback framework only. */
    promiseOnly(): Promise<void>;
}
