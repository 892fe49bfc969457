/** A connection to a server. */
export declare class Client {
    constructor(url: string);
    /** The name of the server. */
    get name(): string;
    /** Asks the server whether it is there. */
    ping(message: string, times?: number): Promise<string>;
}
