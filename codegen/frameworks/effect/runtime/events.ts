import type { EventsDescription } from 'mongodb';
import * as Effect from 'effect/Effect';
import * as Queue from 'effect/Queue';
import * as Stream from 'effect/Stream';

import { Emitter } from '../../internal/emitter.js';

/** The payload of an event: a single argument as it is, several as an array. */
type Payload<Listener> = Listener extends (...args: infer Args) => unknown
  ? Args extends []
    ? void
    : Args extends [infer Only]
      ? Only
      : Args
  : never;

/** How many events a Stream buffers for a slow consumer, and which ones it drops. */
export interface EventBuffer {
  readonly bufferSize: number;
  readonly strategy: 'sliding' | 'dropping';
}

const EVERYTHING: EventBuffer = { bufferSize: Number.POSITIVE_INFINITY, strategy: 'dropping' };

/** Base of the wrappers whose delegate emits events. The events can also be read as Streams. */
export abstract class EventStreams<D extends object, E extends EventsDescription> extends Emitter<D, E> {
  /**
   * A Stream of an event's payloads. It listens while it runs.
   *
   * The driver does not wait for consumers. By default, every event that arrives while the consumer is busy is
   * buffered. With a `bufferSize`, the oldest (`sliding`) or the newest (`dropping`) events are dropped once the buffer
   * is full.
   */
  events<K extends keyof E & string>(event: K, buffer: EventBuffer = EVERYTHING): Stream.Stream<Payload<E[K]>> {
    return Stream.callback<Payload<E[K]>>(
      (queue) =>
        Effect.acquireRelease(
          Effect.sync(() => {
            const listener = (...payload: unknown[]): void => {
              Queue.offerUnsafe(queue, (payload.length < 2 ? payload[0] : payload) as Payload<E[K]>);
            };
            this.on(event, listener as never);
            return listener;
          }),
          (listener) => Effect.sync(() => void this.off(event, listener as never)),
        ),
      buffer,
    );
  }
}
