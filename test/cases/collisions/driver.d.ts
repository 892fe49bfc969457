/** Classes that are called like what the generator emits: bases, helpers, the records, the namespace of the driver. */
export declare class Wrapper {
    unwrap(wrapper: Wrapper): Promise<unwrap>;
    /** Parameters that are called like helpers and records. */
    helpers(wrappers: string, classes: string, driver: string, unwrapOptions: { session?: Wrapper }, unwrap: Emitter): Promise<Emitter>;
    locals(result: string, item: Wrapper, value: number, items?: string): { wrapper: Wrapper; value: number };
    lists(item: string, items: string): Promise<Emitter[]>;
    delegated(delegate: string, self: string): Promise<Emitter>;
    withEmitter<T>(executor: string, adapt: (emitter: Emitter) => Promise<T>): Promise<T>;
    runtime(callback: string, settle: number, attempt?: boolean): Promise<void>;
    parameters<driver, wrappers, classes, Wrapper>(a: driver, b: wrappers, c: classes, d: Wrapper): Promise<[driver, wrappers, classes, Wrapper]>;
}
export declare class Emitter<Wrapper = string> extends TypedEventEmitter<EmitterEvents> {
    constructor(payloads: string, isDelegate?: boolean, introduce?: string);
    appendMetadata(introduce: object): void;
    get(value: Wrapper): Promise<Wrapper>;
    set result(value: string);
    get result(): string;
}
export declare type EmitterEvents = {
    open(value: Emitter): void;
    closed(wrappers: Wrapper, classes: string): void;
};
/** Called like a helper. */
export declare class unwrap {
    run(driver: driver): Promise<void>;
}
export declare class driver {
    readonly classes: classes;
    readonly wrappers: wrappers;
    drop(options?: Options): Promise<void>;
}
export declare class classes {
    through(options: Callback): Promise<driver>;
    [Symbol.asyncDispose](): Promise<void>;
    close(through: string): Promise<void>;
}
export declare class wrappers {
    readonly Payloads: Payloads;
    readonly either: classes | driver | null;
    drop(): Promise<void>;
}
/** Types that are called like the generator's. */
export declare interface Payloads {
    adapt: string;
}
export declare interface Options {
    wrappers?: wrappers;
    callback?: Callback;
    driver?: driver;
}
export declare type Callback = (value: string) => void;
export declare type EventsDescription = Record<string, (...args: any[]) => void>;
export declare class TypedEventEmitter<Events extends EventsDescription> extends EventEmitter {
    /* Excluded from this release type: mongoLogger */
}
import { EventEmitter } from 'events';
