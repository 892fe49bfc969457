import { MongoAPIError } from 'mongodb';

import { isPromise } from './is-promise.js';
import { type Closable, during, runOf } from './runs.js';
import type { Source } from './source.js';

/** The part of the driver's cursors and change streams that reading needs. */
export interface Readable<T> extends Closable {
  next(): Promise<T | null>;
  /** Only of cursors: a change stream is read document by document. */
  hasNext?(): Promise<boolean>;
  readBufferedDocuments?(): unknown[];
}

/** The functions passed to `map`, in order. Undefined if only the driver's cursor knows them. */
export type Transforms = Source<Closable>['transforms'];

/** Maps a document on its way to the user, to a value or a promise of one. */
export type DocumentTransform<T> = (document: any) => T | Promise<T>;

/**
 * Reads the next documents of a run, or undefined at its end. This is a batch where possible, which costs one promise
 * instead of one for each document. The documents still have to go through {@link transformOf}.
 */
export async function nextBatch<T>(
  cursor: Readable<T>,
  transforms: Transforms,
): Promise<readonly unknown[] | undefined> {
  if (transforms === undefined || cursor.hasNext === undefined || cursor.readBufferedDocuments === undefined) {
    const document = await during(cursor, () => cursor.next());
    return document === null ? undefined : [document];
  }
  runOf(cursor).isInBatches = true;
  const hasNext = cursor.hasNext.bind(cursor);
  return (await during(cursor, hasNext)) ? cursor.readBufferedDocuments() : undefined;
}

/**
 * Combines transforms into one, applied as the driver does: promises are awaited, and `null` is refused, since it marks
 * the end of a cursor. Undefined if there are none.
 */
export function transformOf<T>(transforms: Transforms): DocumentTransform<T> | undefined {
  if (transforms === undefined || transforms.length === 0) return undefined;
  return (document) => {
    const value = transforms.reduce((each: unknown, transform) => transform(each), document);
    return isPromise(value) ? Promise.resolve(value).then((awaited) => refuseNull<T>(awaited)) : refuseNull<T>(value);
  };
}

function refuseNull<T>(value: unknown): T {
  if (value === null) throw new MongoAPIError(NULL_DOCUMENT);
  return value as T;
}

/** The driver's own message. */
const NULL_DOCUMENT =
  'Cursor returned a `null` document, but the cursor is not exhausted.  ' +
  'Mapping documents to `null` is not supported in the cursor transform.';
