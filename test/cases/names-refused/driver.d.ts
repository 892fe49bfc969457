/** Nothing by which users could import it is emitted, and no member that a wrapper cannot have. */
declare class Hidden {
    run(): Promise<void>;
}
export default class Main {
    run(): Promise<void>;
}
declare class Gate {
    constructor(name: string);
    run(): Promise<void>;
}
export type { Gate };
export declare class Db {
    toString(): Promise<string>;
    static length(): number;
    on(): this;
    ['constructor'](): void;
    [kHidden](): void;
    drop(): Promise<void>;
}
declare const kHidden: unique symbol;
export {};
