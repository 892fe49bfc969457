import * as Cause from 'effect/Cause';
import * as Clock from 'effect/Clock';
import * as Effect from 'effect/Effect';
import * as Exit from 'effect/Exit';
import type { Fiber } from 'effect/Fiber';
import { nativeTracer, type Span } from 'effect/Tracer';

import { clientOf } from '../../internal/client-of.js';
import { DriverFailure } from './failure.js';
import { targetOf } from './target.js';

/** What a span describes. */
export interface Traced {
  /** A wrapper, or an object of the driver: a collection, a database, a cursor, a client. */
  readonly object: object;
  readonly operation: string;
  /** The operations of a bulk. */
  readonly batch?: unknown;
}

/** Ends a span before its Effect ends. */
export type EndSpan = (exit: Exit.Exit<unknown, unknown>) => void;

/**
 * Whether there is a tracer that reports spans.
 *
 * Effect's default tracer keeps spans and reports them nowhere, and a span costs more than ten times what a command
 * costs without one. So with the default tracer, and with `Effect.withTracerEnabled(false)`, no spans are created. The
 * user's own `Effect.withSpan` is not affected.
 */
export function isTraced({ cache }: Fiber<unknown, unknown>): boolean {
  return cache.tracerEnabled && cache.tracer !== undefined && cache.tracer !== nativeTracer;
}

/**
 * Runs a command within its own span, a child of the current span.
 *
 * Name and attributes follow OpenTelemetry's conventions for database client spans.
 */
export function traced<A, E, R>(command: Effect.Effect<A, E, R>, about: Traced): Effect.Effect<A, E, R> {
  const options = { ...optionsOf(about), captureStackTrace: false };
  return Effect.withSpan(noting(command), nameOf(about), options) as Effect.Effect<A, E, R>;
}

/**
 * Like {@link traced}, for a span that `end` can end before the Effect does. The Effect does not run within the span.
 */
export function tracedUntil<A, E, R>(
  about: Traced,
  begin: (end: EndSpan) => Effect.Effect<A, E, R>,
): Effect.Effect<A, E, R> {
  return Effect.withFiber((fiber) => {
    const clock = fiber.getRef(Clock.Clock);
    return Effect.useSpan(nameOf(about), optionsOf(about), (span) => {
      const end: EndSpan = (exit) => endSpan(span, clock, exit);
      // This runs before Effect ends the span, so that the error is recorded.
      return Effect.onExit(begin(end), (exit) => Effect.sync(() => end(exit)));
    });
  });
}

const UNTIMED = BigInt(0);

/** Ends a span, and records the error. */
function endSpan(span: Span, clock: Clock.Clock, exit: Exit.Exit<unknown, unknown>): void {
  if (span.status._tag === 'Ended') return;
  if (Exit.isFailure(exit)) for (const [key, value] of attributesOf(exit.cause)) span.attribute(key, value);
  // Effect can be configured to record no times.
  span.end(span.status.startTime === UNTIMED ? UNTIMED : clock.currentTimeNanosUnsafe(), exit);
}

function noting<A, E, R>(command: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> {
  return Effect.onError(command, (cause) => Effect.annotateCurrentSpan(Object.fromEntries(attributesOf(cause))));
}

/** The attributes for a cause. None for an interruption, which is not an error. */
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

/** `insertOne orders`, or without a collection `ping shop`. */
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

/** The conventions record no size for a batch of one. */
function batchSize(batch: unknown): Record<string, number> {
  return Array.isArray(batch) && batch.length > 1 ? { 'db.operation.batch.size': batch.length } : {};
}

/** The default port, which is not recorded. */
const USUAL_PORT = 27_017;

/** The first server of the client's configuration. Nothing else of it is recorded, such as credentials. */
function serverOf(object: object): Record<string, string | number> {
  const { delegate } = object as { readonly delegate?: object | undefined };
  const { srvHost, hosts } = clientOf(delegate ?? object)?.options ?? {};
  const [server] = hosts ?? [];
  const address = server?.socketPath ?? server?.host ?? srvHost;
  if (address === undefined) return {};
  const port = server?.socketPath === undefined ? server?.port : undefined;
  return { 'server.address': address, ...(port !== undefined && port !== USUAL_PORT && { 'server.port': port }) };
}
