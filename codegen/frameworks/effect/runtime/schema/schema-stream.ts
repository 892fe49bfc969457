import * as Effect from 'effect/Effect';
import type * as Exit from 'effect/Exit';
import type { Result } from 'effect/Result';
import * as Stream from 'effect/Stream';

import { asFarAsPossible, asResult, type Conversion } from './conversion.js';
import type { InvalidDocumentError } from './invalid-document.js';
import { SchemaHandle } from './schema-handle.js';

/** A Stream of decoded documents, with a chunk for each chunk of the underlying Stream. */
export interface SchemaStream<T, E, R> extends Stream.Stream<T, E | InvalidDocumentError, R> {}
export abstract class SchemaStream<T, E, R> extends SchemaHandle {
  readonly #documents: Stream.Stream<unknown, E>;
  readonly #decode: Conversion<T, InvalidDocumentError, R>;

  protected constructor(documents: Stream.Stream<unknown, E>, decode: Conversion<T, InvalidDocumentError, R>) {
    super();
    this.#documents = documents;
    this.#decode = decode;
  }

  /** The channel of the Stream. */
  get channel(): Stream.Stream<T, E | InvalidDocumentError, R>['channel'] {
    return converted(this.#documents, this.#decode).channel;
  }

  /**
   * Emits a Result for each document. A document that does not match the schema is a failed Result, and the Stream goes
   * on.
   */
  results(): Stream.Stream<Result<T, InvalidDocumentError>, E, R> {
    return converted(this.#documents, asResult(this.#decode));
  }
}

Object.defineProperty(SchemaStream.prototype, Stream.TypeId, { value: { _A: identity, _E: identity, _R: identity } });

/** Converts a Stream, chunk by chunk. If a document cannot be converted, those before it are still emitted. */
export function converted<A, E, E2, R>(
  documents: Stream.Stream<unknown, E>,
  convert: Conversion<A, E2, R>,
): Stream.Stream<A, E | E2, R> {
  return Stream.transformPull(documents, (pull) =>
    Effect.sync(() => {
      let failure: Exit.Exit<never, E2> | undefined;
      const next = Effect.flatMap(pull, (batch) =>
        Effect.flatMap(asFarAsPossible(batch, convert), (told) => {
          failure = told.failure;
          if (failure !== undefined && told.values.length === 0) return failure;
          return Effect.succeed(told.values as [A, ...A[]]);
        }),
      );
      return Effect.suspend(() => failure ?? next);
    }),
  );
}

function identity<T>(value: T): T {
  return value;
}
