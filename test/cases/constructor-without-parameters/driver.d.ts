/** Constructed in every way in which one of no parameters can be. */
export declare class Pool {
    constructor();
    close(): Promise<void>;
}
export declare class Either {
    constructor();
    constructor(name: string, size?: number);
    close(): Promise<void>;
}
export declare class Listed {
    constructor(...names: string[]);
    close(): Promise<void>;
}
export declare abstract class Base<T> {
    constructor(value: T);
    close(): Promise<T>;
}
/** Declares none, and has those of its base. */
export declare class Heir extends Base<string> {
    open(): Promise<Heir>;
}
