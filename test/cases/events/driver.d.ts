import { EventEmitter } from 'events';
import { Readable, Writable } from 'stream';
export declare type EventsDescription = Record<string, (...args: any[]) => void>;
export declare class TypedEventEmitter<Events extends EventsDescription> extends EventEmitter {
    on<EventKey extends keyof Events>(event: EventKey, listener: Events[EventKey]): this;
    on(event: string | symbol, listener: (...args: any[]) => void): this;
}
/** Payloads that hold driver objects, in every way that is wrapped. */
export declare class Client extends TypedEventEmitter<ClientEvents> {
    constructor(url: string, options?: { session?: Session });
    close(): Promise<void>;
    startSession(): Session;
}
export declare type ClientEvents = {
    open(client: Client): void;
    sessionStarted(session: Session, name: string): void;
    moved(from: string, to: Session | null): void;
    batch(sessions: Session[]): void;
    maybe(found: { session?: Session; at: number }): void;
    error(error: Error): void;
    'quoted-name'(session: Session): void;
    /** Of several forms. */
    closed(): void;
} & Pick<TopologyEvents, (typeof TOPOLOGY_EVENTS)[number]>;
export declare type TopologyEvents = {
    opened(id: number): void;
    lost(session: Session): void;
};
/** @public */
export declare const TOPOLOGY_EVENTS: readonly ['opened', 'lost'];
export declare class Session extends TypedEventEmitter<SessionEvents> {
    end(): Promise<void>;
}
export declare type SessionEvents = {
    ended(session: Session): void;
};
/** The events are given by who extends it. */
export declare abstract class AbstractCursor<T = any, Events extends CursorEvents = CursorEvents> extends TypedEventEmitter<Events> {
    static readonly CLOSE: 'close';
    close(): Promise<void>;
}
export declare type CursorEvents = {
    [AbstractCursor.CLOSE](): void;
};
export declare class ChangeCursor<T = any> extends AbstractCursor<T, ChangeEvents<T>> {
    next(): Promise<T>;
}
export declare type ChangeEvents<T> = {
    change(document: T): void;
    init(session: Session): void;
} & CursorEvents;
/** Node's streams. */
export declare class Download extends Readable {
    static readonly FILE: 'file';
    start(at: number): this;
    abort(): Promise<void>;
}
export declare class Upload extends Writable {
    session: Session;
    abort(): Promise<void>;
}
