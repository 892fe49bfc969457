import type { EventsDescription } from 'mongodb';
import * as Effect from 'effect/Effect';
import * as Queue from 'effect/Queue';
import * as Stream from 'effect/Stream';

import { Emitter } from '../../internal/emitter.js';

/** Listeners of one event, with its payload: one value as it is, several as an array. */
type Payload<Listener> = Listener extends (...args: infer Args) => unknown
  ? Args extends []
    ? void
    : Args extends [infer Only]
      ? Only
      : Args
  : never;

/** What a Stream of events keeps while the work is at another. */
export interface EventBuffer {
  readonly bufferSize: number;
  readonly strategy: 'sliding' | 'dropping';
}

const EVERYTHING: EventBuffer = { bufferSize: Number.POSITIVE_INFINITY, strategy: 'dropping' };

/** Base of wrappers whose delegate emits events: they are Streams, too. */
export abstract class EventStreams<D extends object, E extends EventsDescription> extends Emitter<D, E> {
  /**
   * The payloads of an event. The Stream listens while it runs.
   *
   * The driver does not wait for anybody: what comes while the work is at another event is kept, all of it, unless a
   * `bufferSize` is given, from which on the oldest (`sliding`) or the newest (`dropping`) are given up.
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
