import { inspect } from 'node:util';

import type { YieldableError } from 'effect/Cause';
import * as Data from 'effect/Data';
import type { SchemaError } from 'effect/Schema';

const Base: new (fields: { readonly message: string; readonly cause: unknown }) => YieldableError = Data.Error;

/** What a command or a Stream was doing with a document. */
export interface Doing {
  /** The method that was called: `find`, `insertOne`. */
  readonly operation: string;
  /** The namespace it was called on: `shop.orders`. */
  readonly namespace: string | undefined;
}

/** A document that does not match its schema: one that was read, or one that was to be written. */
export class InvalidDocumentError extends Base {
  readonly _tag = 'InvalidDocumentError';
  /** What is wrong with it. */
  declare readonly cause: SchemaError;
  readonly operation: string;
  readonly namespace: string | undefined;
  /** The `_id` of the document, if it has one. */
  readonly documentId: unknown;
  // Private, so that inspecting the error does not show the document: its contents do not belong in logs.
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

  /** The tag, as for all tagged errors of Effect. */
  override get name(): string {
    return this._tag;
  }

  /** The document itself. */
  get document(): unknown {
    return this.#document;
  }
}

/** The `_id` of a document, or of the document in a change. */
function idOf(document: unknown): unknown {
  const { _id, documentKey } = (document ?? {}) as { _id?: unknown; documentKey?: { _id?: unknown } };
  return documentKey === undefined ? _id : documentKey._id;
}

function named(id: unknown): string {
  return id === undefined ? 'A document' : `The document ${inspect(id)}`;
}
