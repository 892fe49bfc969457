import * as Effect from 'effect/Effect';
import type { Fiber } from 'effect/Fiber';
import { nativeTracer } from 'effect/Tracer';

import { clientOf } from '../../internal/client-of.js';
import { DriverFailure } from './failure.js';
import { targetOf } from './target.js';

/** What a span tells of. */
export interface Traced {
  readonly object: object;
  readonly operation: string;
  /** What a command has as many operations of as it has items. */
  readonly batch?: unknown;
}

/** Whether somebody traces: a tracer of Effect's own keeps spans, and tells nobody. */
export function isTraced({ cache }: Fiber<unknown, unknown>): boolean {
  return cache.tracerEnabled && cache.tracer !== undefined && cache.tracer !== nativeTracer;
}

/**
 * A command within a span of its own.
 *
 * The names are those of OpenTelemetry's semantic conventions for database client spans.
 */
export function traced<A, E, R>(command: Effect.Effect<A, E, R>, about: Traced): Effect.Effect<A, E, R> {
  const { operation, object } = about;
  const { namespace, collection, database } = targetOf(object);
  return command.pipe(
    Effect.tapError((failure) => Effect.annotateCurrentSpan(failed(failure))),
    Effect.withSpan(`${operation} ${collection ?? database ?? ''}`.trimEnd(), {
      kind: 'client',
      attributes: {
        'db.system.name': 'mongodb',
        'db.operation.name': operation,
        ...(namespace !== undefined && { 'db.namespace': database }),
        ...(collection !== undefined && { 'db.collection.name': collection }),
        ...batchSize(about.batch),
        ...serverOf(object),
      },
    }),
  );
}

function failed(failure: unknown): Record<string, unknown> {
  if (!(failure instanceof DriverFailure)) return { 'error.type': '_OTHER' };
  const { code } = failure;
  return {
    'error.type': failure._tag,
    ...(code !== undefined && { 'db.response.status_code': String(code) }),
  };
}

/** More than one: a batch of one is no batch. */
function batchSize(batch: unknown): Record<string, number> {
  return Array.isArray(batch) && batch.length > 1 ? { 'db.operation.batch.size': batch.length } : {};
}

/** The first server that the client was given. */
function serverOf(object: object): Record<string, unknown> {
  const client = clientOf((object as { readonly delegate?: object }).delegate);
  const [host] = client?.options.hosts ?? [];
  if (host === undefined) return {};
  const { host: address, port, socketPath } = host;
  if (socketPath !== undefined) return { 'server.address': socketPath };
  return { 'server.address': address, 'server.port': port };
}
