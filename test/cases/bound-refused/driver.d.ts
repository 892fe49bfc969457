/** Handles that cannot be bound, or not without taking the name of something else. */
export declare interface Options {
    session?: Session;
}
export declare class Session {
    end(): Promise<void>;
}
export declare class Taken {
    withSession(options?: Options): Promise<void>;
    run(options?: Options): Promise<void>;
}
export declare class Heir extends Taken {
    more(options?: Options): Promise<void>;
}
export declare class Ours {
    run(options?: Options): Promise<void>;
}
export declare class Sessionless {
    run(options?: { comment?: string }): Promise<void>;
}
export declare class Giver {
    run(options?: Options): Promise<void>;
    either(): Promise<Ours | Taken>;
    left(): Promise<{ ours: Ours }>;
    inside(): Promise<{ ours: Ours }>;
}
export declare class Cursor {
    find(options?: Options): Promise<void>;
    next(): Promise<string | null>;
    close(): Promise<void>;
}
