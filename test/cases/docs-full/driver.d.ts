/**
 * A connection to a server.
 *
 * @example
 * ```ts
 * const client = new Client('a'); // *\/ would end this comment
 * ```
 * @public
 */
export declare class Client {
    /**
     * Constructs one.
     * @param url - where the server is
     */
    constructor(url: string);
    /** Its constant. */
    static readonly OPEN: 'open';
    /** The host. */
    readonly host: string;
    /**
     * Runs a command.
     *
     * @param command - what to run
     * @returns A promise of the document
     * @since 1.1.0
     */
    run(command: object): Promise<object>;
    /**
     * Runs a text.
     * @deprecated Use an object.
     */
    run(command: string): Promise<object>;
    /** @internal */
    undocumented(): Promise<void>;
    bare(): Promise<void>;
    /** Takes options with {@link RunOptions.client | a client}. */
    configure(options: RunOptions): void;
}
/**
 * How to run.
 * @public
 */
export declare interface RunOptions {
    /** By whom. */
    client?: Client;
    /** A comment. */
    comment?: string;
}
