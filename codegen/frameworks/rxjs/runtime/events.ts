import type { EventsDescription } from 'mongodb';
import { fromEvent, type Observable } from 'rxjs';

import { Emitter } from '../../internal/emitter.js';

/** Listeners of one event, with its payload: one value as it is, several as an array. */
type Payload<Listener> = Listener extends (...args: infer Args) => unknown
  ? Args extends []
    ? void
    : Args extends [infer Only]
      ? Only
      : Args
  : never;

/** Base of wrappers whose delegate emits events: they are Observables, too. */
export abstract class ObservableEmitter<D extends object, E extends EventsDescription> extends Emitter<D, E> {
  /** The payloads of an event: the Observable listens while it is subscribed to. */
  events<K extends keyof E & string>(event: K): Observable<Payload<E[K]>> {
    return fromEvent<Payload<E[K]>>(this as never, event);
  }
}
