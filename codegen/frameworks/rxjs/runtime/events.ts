import type { EventsDescription } from 'mongodb';
import { fromEvent, type Observable } from 'rxjs';

import { Emitter } from '../../internal/emitter.js';

/** The payload of an event: a single argument as it is, several as an array. */
type Payload<Listener> = Listener extends (...args: infer Args) => unknown
  ? Args extends []
    ? void
    : Args extends [infer Only]
      ? Only
      : Args
  : never;

/** Base of the wrappers whose delegate emits events. The events can also be read as Observables. */
export abstract class ObservableEmitter<D extends object, E extends EventsDescription> extends Emitter<D, E> {
  /** An Observable of an event's payloads. It listens while it is subscribed to. */
  events<K extends keyof E & string>(event: K): Observable<Payload<E[K]>> {
    return fromEvent<Payload<E[K]>>(this as never, event);
  }
}
