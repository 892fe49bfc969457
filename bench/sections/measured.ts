import type { Document } from 'mongodb';

/** The database, as a measured library offers it to its users. */
export interface Measured {
  /** Its name in tables. */
  readonly name: string;
  /** Runs `findOne` on the thousand documents, and calls back at the end. Returns a function that cancels it. */
  findOne(filter: Document, done: Done): () => void;
  /** Reads the results of a pipeline to the end, as users do, and counts. */
  drain(pipeline: Document[], options: { readonly batchSize: number }): Promise<number>;
}

export type Done = (error?: unknown) => void;

const ABSENT: ReadonlySet<unknown> = new Set(['ERR_MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED']);

/**
 * A module. Undefined if it, or something that it needs, is not installed. Its name is not a literal, so that this
 * compiles anyway.
 */
export async function importIfThere<M>(name: string): Promise<M | undefined> {
  try {
    return (await import(name)) as M;
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code)) return undefined;
    throw error;
  }
}
