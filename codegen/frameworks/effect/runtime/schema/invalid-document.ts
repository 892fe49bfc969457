import { inspect } from 'node:util';

import type { YieldableError } from 'effect/Cause';
import * as Data from 'effect/Data';
import type { SchemaError } from 'effect/Schema';

const Base: new (fields: { readonly message: string; readonly cause: unknown }) => YieldableError = Data.Error;

/** What a command or a Stream was doing with a document. */
export interface Doing {
  /** The member that was called: `find`, `insertOne`. */
  readonly operation: string;
  /** What it was called on: `shop.orders`. */
  readonly namespace: string | undefined;
}

/** A document that is not as its schema says: one that was read, or one that was to be written. */
export class InvalidDocumentError extends Base {
  readonly _tag = 'InvalidDocumentError';
  /** What is wrong with it. */
  declare readonly cause: SchemaError;
  readonly operation: string;
  readonly namespace: string | undefined;
  /** Its `_id`; undefined where it has none. */
  readonly documentId: unknown;
  // What stands in documents belongs in no log: inspecting the error does not show it.
  readonly #document: unknown;

  constructor(document: unknown, cause: SchemaError, { operation, namespace }: Doing) {
    const documentId = idOf(document);
    const place = namespace === undefined ? '' : ` of ${namespace}`;
    super({ message: `${named(documentId)}${place}: ${cause.message}`, cause });
    this.operation = operation;
    this.namespace = namespace;
    this.documentId = documentId;
    this.#document = document;
  }

  /** As tagged errors of Effect are called. */
  override get name(): string {
    return this._tag;
  }

  /** The document itself. */
  get document(): unknown {
    return this.#document;
  }
}

/** The `_id` of a document, or of the one that a change is about. */
function idOf(document: unknown): unknown {
  const { _id, documentKey } = (document ?? {}) as { _id?: unknown; documentKey?: { _id?: unknown } };
  return documentKey === undefined ? _id : documentKey._id;
}

function named(id: unknown): string {
  return id === undefined ? 'A document' : `The document ${inspect(id)}`;
}
