export declare class Client {
    constructor(url: string, options?: ClientOptions);
    startSession(options?: SessionOptions): Session;
    run(command: Document, options?: RunOptions): Promise<Document>;
    plain(options?: PlainOptions): Promise<void>;
    aliased(options: AliasedOptions): Promise<void>;
    omitted(options: WithoutSession): Promise<void>;
    picked(options: PickedOptions): Promise<void>;
    partial(options: Partial<RequiredOptions>): Promise<void>;
    required(options: RequiredOptions): Promise<void>;
    joined(options?: RunOptions & Abortable): Promise<void>;
    widened<T extends Document>(options: WidenedOptions<T>): Promise<void>;
    either(options: EitherOptions): Promise<void>;
    literal(options: { session: Session; name: string }): Promise<void>;
    nested(options: { first: { second?: { session?: Session } }; session?: Session }): Promise<void>;
    nullable(options: RunOptions | null): Promise<void>;
    two(first: RunOptions, second?: ClientOptions): Promise<void>;
    overloaded(options?: RunOptions): Promise<void>;
    overloaded(name: string, options?: ClientOptions): Promise<void>;
    generic<T extends Document>(options: GenericOptions<T>): Promise<T>;
    keyed(options: Keyed): Promise<void>;
    /** What a class holds is not looked into. */
    preference(options: { preference: Preference }): Promise<void>;
}
export declare class Session {
    end(): Promise<void>;
    equals(other: Session): boolean;
    readonly options: SessionOptions;
}
/** No I/O, and not wrapped, though its static method takes options with a session. */
export declare class Preference {
    constructor(mode: string);
    static fromOptions(options: RunOptions): Preference | undefined;
}
export declare interface Document {
    [key: string]: any;
}
export declare interface RunOptions {
    /** In which session. */
    session?: Session;
    comment?: string;
}
export declare interface InheritedOptions extends RunOptions {
    limit?: number;
}
export declare interface PlainOptions extends Omit<InheritedOptions, 'session'> {
    skip?: number;
}
export declare type AliasedOptions = InheritedOptions & { readonly explain: boolean };
export declare type WithoutSession = Omit<AliasedOptions, 'session'>;
export declare type PickedOptions = Pick<InheritedOptions, (typeof PICKED)[number]>;
/** @public */
export declare const PICKED: readonly ['session', 'limit'];
/** No interface can extend what is not known before somebody uses it. */
export declare type WidenedOptions<T> = RunOptions & T;
/** Nor a union. */
export declare type EitherOptions = RunOptions | InheritedOptions;
export declare interface RequiredOptions {
    readonly session: Session;
    client: Client | undefined;
}
export declare interface Abortable {
    signal?: AbortSignal;
}
export declare interface SessionOptions {
    defaults?: RunOptions;
}
export declare interface ClientOptions {
    encryption?: EncryptionOptions;
    session?: SessionOptions;
}
export declare interface EncryptionOptions {
    keyClient?: Client | undefined;
    bypass?: boolean;
}
export declare interface GenericOptions<T extends Document> extends RunOptions {
    filter: Partial<T>;
}
export declare type Keyed = { [K in 'session' | 'client']?: string };
