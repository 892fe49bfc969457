import { MongoAPIError } from 'mongodb';

import { isPromise } from './is-promise.js';
import { type Closable, during, runOf } from './runs.js';
import type { Source } from './source.js';

/** What reading needs of the driver's cursors and change streams. */
export interface Readable<T> extends Closable {
  next(): Promise<T | null>;
  /** Cursors have it, change streams are read by the event. */
  hasNext?(): Promise<boolean>;
  readBufferedDocuments?(): unknown[];
}

/** What documents go through, in order; undefined where only the driver's cursor knows. */
export type Transforms = Source<Closable>['transforms'];

/** What documents go through on their way to the user: a value, or a promise of one. */
export type DocumentTransform<T> = (document: any) => T | Promise<T>;

/**
 * The next documents of a run, undefined at its end: a batch where that can be told, which costs one promise instead of
 * one for each document, else one document. They have still to go through {@link transformOf}.
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
 * Several transforms as one, undefined where there is none, applied as the driver does: what one promises is waited
 * for, and `null` is refused, since it stands for the end of a cursor.
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

/** As the driver says it. */
const NULL_DOCUMENT =
  'Cursor returned a `null` document, but the cursor is not exhausted.  ' +
  'Mapping documents to `null` is not supported in the cursor transform.';
