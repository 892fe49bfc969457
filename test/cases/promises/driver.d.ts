import { EventEmitter } from 'events';
export declare type EventsDescription = Record<string, (...args: any[]) => void>;
export declare class TypedEventEmitter<Events extends EventsDescription> extends EventEmitter {
}
/** What always gives a promise is a command, whatever it is called; what may give another value is refused. */
export declare type Promised<T> = Promise<T>;
export declare type Later = Promised<Client>;
export declare class Client {
    alias(): Promised<string>;
    deeper(): Later;
    each(visit: (client: Client) => boolean): Promise<void>;
    dressed(of?: ((name: string) => Promise<number>) | null): Promise<void>;
}
