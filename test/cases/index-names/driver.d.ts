/** Called like what an index exports beside the driver's: a type of the framework, and the run of a cursor. */
declare class Gate {
    open(): Promise<void>;
}
export { Gate, Gate as Callback };
export declare interface CursorRun {
    cursor?: Cursor;
}
export declare class Cursor {
    next(): Promise<string | null>;
    toArray(): Promise<string[]>;
    close(): Promise<void>;
    rewind(): void;
    clone(): Cursor;
    get closed(): boolean;
    [Symbol.asyncIterator](): AsyncGenerator<string, void, void>;
}
