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
