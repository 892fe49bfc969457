import { MongoAPIError } from 'mongodb';

import { type Closable, during } from './runs.js';
import type { Source } from './source.js';

/** What reading needs of the driver's cursors and change streams. */
export interface Readable<T> extends Closable {
  next(): Promise<T | null>;
  /** Cursors have it, change streams are read by the event. */
  hasNext?(): Promise<boolean>;
  readBufferedDocuments?(): unknown[];
}

/** What documents go through on their way to the user: a value, or a promise of one. */
export type DocumentTransform<T> = (document: any) => T | Promise<T>;

/**
 * The next documents of a run, undefined at its end: a batch where that can be told, which costs one promise instead of one for each
 * document, else one document. They have still to go through {@link transformOf}.
 *
 * @param transforms - undefined where only the driver knows what documents go through, so that it has to give each itself
 */
export async function nextBatch<T>(
  cursor: Readable<T>,
  transforms: Source<object>['transforms'],
): Promise<readonly unknown[] | undefined> {
  if (transforms === undefined || cursor.hasNext === undefined || cursor.readBufferedDocuments === undefined) {
    const document = await during(cursor, cursor.next());
    return document === null ? undefined : [document];
  }
  return (await during(cursor, cursor.hasNext())) ? cursor.readBufferedDocuments() : undefined;
}

/**
 * Several transforms as one, applied as the driver does: what one promises is waited for, and `null` is refused, since it stands for
 * the end of a cursor.
 */
export function transformOf<T>(transforms: Source<object>['transforms']): DocumentTransform<T> {
  if (transforms === undefined || transforms.length === 0) return (document) => document;
  return (document) => {
    const value = transforms.reduce((each: unknown, transform) => transform(each), document);
    return isPromise(value) ? value.then((awaited) => refuseNull(awaited)) : refuseNull<T>(value);
  };
}

export function isPromise<T>(value: T | Promise<T>): value is Promise<T> {
  return typeof value === 'object' && value !== null && 'then' in value;
}

function refuseNull<T>(value: unknown): T {
  if (value === null) throw new MongoAPIError(NULL_DOCUMENT);
  return value as T;
}

/** As the driver says it. */
const NULL_DOCUMENT =
  'Cursor returned a `null` document, but the cursor is not exhausted.  ' +
  'Mapping documents to `null` is not supported in the cursor transform.';
