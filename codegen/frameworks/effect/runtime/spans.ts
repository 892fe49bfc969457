import * as Cause from 'effect/Cause';
import * as Clock from 'effect/Clock';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import type { Fiber } from 'effect/Fiber';
import { nativeTracer, type Span } from 'effect/Tracer';

import { clientOf } from '../../internal/client-of.js';
import { DriverFailure } from './failure.js';
import { targetOf } from './target.js';

/** What a span tells of. */
export interface Traced {
  /** A wrapper, or the driver's own: a collection, a database, a cursor, a client. */
  readonly object: object;
  readonly operation: string;
  /** What a command has as many operations of as it has items. */
  readonly batch?: unknown;
}

/** Ends a span before the Effect does that it is of. */
export type EndSpan = (exit: Exit.Exit<unknown, unknown>) => void;

/**
 * Whether somebody traces.
 *
 * The tracer that Effect has by itself keeps spans and tells nobody, and a span costs more than ten times of what a
 * command does without: with it, and with `Effect.withTracerEnabled(false)`, none is made. A span of the user's own,
 * `Effect.withSpan`, is then as it would be without the driver.
 */
export function isTraced({ cache }: Fiber<unknown, unknown>): boolean {
  return cache.tracerEnabled && cache.tracer !== undefined && cache.tracer !== nativeTracer;
}

/**
 * A command within a span of its own, whose parent is the span of whoever runs it.
 *
 * Named and attributed by OpenTelemetry's conventions for database client spans.
 */
export function traced<A, E, R>(command: Effect.Effect<A, E, R>, about: Traced): Effect.Effect<A, E, R> {
  const options = { ...optionsOf(about), captureStackTrace: false };
  return Effect.withSpan(noting(command), nameOf(about), options) as Effect.Effect<A, E, R>;
}

/** The same for what may be told to be over before it is; what it runs is not within the span. */
export function tracedUntil<A, E, R>(
  about: Traced,
  begin: (end: EndSpan) => Effect.Effect<A, E, R>,
): Effect.Effect<A, E, R> {
  return Effect.withFiber((fiber) => {
    const clock = fiber.getRef(Clock.Clock);
    return Effect.useSpan(nameOf(about), optionsOf(about), (span) => {
      const end: EndSpan = (exit) => endSpan(span, clock, exit);
      // Before Effect ends it, so that it says what went wrong.
      return Effect.onExit(begin(end), (exit) => Effect.sync(() => end(exit)));
    });
  });
}

const UNTIMED = BigInt(0);

/** Ends a span, and says what went wrong. */
function endSpan(span: Span, clock: Clock.Clock, exit: Exit.Exit<unknown, unknown>): void {
  if (span.status._tag === 'Ended') return;
  if (Exit.isFailure(exit)) for (const [key, value] of attributesOf(exit.cause)) span.attribute(key, value);
  // Without a time where Effect was told to take none.
  span.end(span.status.startTime === UNTIMED ? UNTIMED : clock.currentTimeNanosUnsafe(), exit);
}

function noting<A, E, R>(command: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
  return Effect.onError(command, (cause) => Effect.annotateCurrentSpan(Object.fromEntries(attributesOf(cause))));
}

/** What a span says of a cause; nothing where it was only interrupted, which is no error. */
function attributesOf(cause: Cause.Cause<unknown>): [string, string][] {
  if (Cause.hasInterruptsOnly(cause)) return [];
  const error = Cause.squash(cause);
  if (!(error instanceof DriverFailure)) return [['error.type', error instanceof Error ? error.name : '_OTHER']];
  const { code } = error;
  return [['error.type', error._tag], ...(code === undefined ? [] : [status(code)])];
}

function status(code: number | string): [string, string] {
  return ['db.response.status_code', String(code)];
}

/** `insertOne orders`; of what is not in a collection `ping shop`. */
function nameOf({ object, operation }: Traced): string {
  const { collection, database } = targetOf(object);
  return `${operation} ${collection ?? database ?? ''}`.trimEnd();
}

function optionsOf({ object, operation, batch }: Traced) {
  const { collection, database } = targetOf(object);
  return {
    kind: 'client',
    attributes: {
      'db.system.name': 'mongodb',
      'db.operation.name': operation,
      ...(database !== undefined && { 'db.namespace': database }),
      ...(collection !== undefined && { 'db.collection.name': collection }),
      ...batchSize(batch),
      ...serverOf(object),
    },
  } as const;
}

/** More than one: a batch of one is no batch. */
function batchSize(batch: unknown): Record<string, number> {
  return Array.isArray(batch) && batch.length > 1 ? { 'db.operation.batch.size': batch.length } : {};
}

/** The port that goes without saying. */
const USUAL_PORT = 27_017;

/** The first server that the client was given; nothing else of how it connects, such as credentials. */
function serverOf(object: object): Record<string, string | number> {
  const { delegate } = object as { readonly delegate?: object | undefined };
  const { srvHost, hosts } = clientOf(delegate ?? object)?.options ?? {};
  const [server] = hosts ?? [];
  const address = server?.socketPath ?? server?.host ?? srvHost;
  if (address === undefined) return {};
  const port = server?.socketPath === undefined ? server?.port : undefined;
  return { 'server.address': address, ...(port !== undefined && port !== USUAL_PORT && { 'server.port': port }) };
}
