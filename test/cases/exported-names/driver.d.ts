declare class Lock_2 {
    release(): Promise<void>;
    static readonly KIND: 'lock';
}
declare class Gate {
    open(): Promise<Lock_2>;
}
declare class Twice {
    constructor(lock?: Lock_2);
    run(options?: LockOptions_2): Promise<Twice>;
}
declare interface LockOptions_2 {
    lock?: Lock_2;
}
export declare class Db {
    lock(): Lock_2;
    gate(): Gate;
    twice?: Twice;
}
export { Lock_2 as Lock, Twice, Twice as Again, LockOptions_2 as LockOptions };
export type { Gate };
