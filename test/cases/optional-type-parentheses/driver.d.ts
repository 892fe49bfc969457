import { EventEmitter } from 'events';
export declare type EventsDescription = Record<string, (...args: any[]) => void>;
export declare class TypedEventEmitter<Events extends EventsDescription> extends EventEmitter {
}
export declare class Job {
  onDone?: () => Promise<void>;
  make?: new () => object;
  run(step?: (n: number) => boolean, times?: number): Promise<void>;
}
/** Modifiers of type parameters stay where they may stand. */
export declare class Box<in out T = () => void> {
    choose<const K>(keys: K, done?: (key: K) => void, more?: string): Promise<K>;
    pick?: T extends string ? 'text' : 'other';
}
