/** What no rule reaches is said, and never emitted as if it were fine. */
export declare class Client {
    constructor(url: string);
    map(): Promise<Map<string, Session>>;
    tuple(): [Session, string];
    disagree(name: string): Promise<Session>;
    disagree(name: number): Promise<string>;
    hidden(options: HiddenOptions): Promise<void>;
    open(options: OpenOptions): Promise<void>;
    lazy: () => Session;
    sessions(sessions: Session[]): Promise<void>;
    holder(options: { sessions: readonly Session[]; name?: string }): Promise<void>;
    gives(of: () => Session): Promise<void>;
    either(of: Session | { session: Session } | Session[]): Promise<void>;
    unknown(options: NowhereOptions): Promise<void>;
    rests(...names: string[]): Promise<void>;
    rests(name: string, ...options: object[]): Promise<void>;
}
export declare class Session {
    end(): Promise<void>;
}
declare interface HiddenOptions {
    name?: string;
}
export declare interface OpenOptions {
    session?: Session;
    [key: string]: any;
}
/** The arguments are a list of any length. */
export declare class Group {
    constructor(...names: string[]);
    close(): Promise<void>;
}
/** Two modules that would be one file on some disks. */
export declare class Db {
    drop(): Promise<void>;
}
export declare class DB {
    drop(): Promise<void>;
}
/** A wrapper cannot do without a member, nor tell a promise from another value. */
export declare class Sometimes {
    close?(): Promise<void>;
    mixed(name: string): Promise<void>;
    mixed(name: number): void;
    either(): Promise<string> | string;
    more(): Promise<void> & { cancel(): void };
    held: Map<string, Session>;
    union(of: ((session: Session) => void) | string): Promise<void>;
    given(): { session?: Session };
}
