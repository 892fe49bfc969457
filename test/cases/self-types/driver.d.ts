/** What stands for the wrapper itself where no rule sees it, and type parameters that are bound by one. */
export declare class Node {
    link(other: this): Promise<void>;
    each(visit: (node: this) => void): Promise<void>;
    nodes(): Promise<this[]>;
    best<T extends Node>(of: T): Promise<T>;
    connect(): Promise<this>;
    next(): this;
}
