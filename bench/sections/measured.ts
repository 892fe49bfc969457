import type { Document } from 'mongodb';

/** The database, as something that is measured offers it to its users. */
export interface Measured {
  /** As tables call it. */
  readonly name: string;
  /** Runs `findOne` on the thousand documents, calls back at the end, and gives what gives it up. */
  findOne(filter: Document, done: Done): () => void;
  /** Reads what a pipeline gives to its end, in the way that users do, and counts. */
  drain(pipeline: Document[], options: { readonly batchSize: number }): Promise<number>;
}

export type Done = (error?: unknown) => void;

const ABSENT: ReadonlySet<unknown> = new Set(['ERR_MODULE_NOT_FOUND', 'ERR_PACKAGE_PATH_NOT_EXPORTED']);

/**
 * A module, or nothing where it, or what it needs, is not installed. Its name is no literal, so that this compiles all
 * the same.
 */
export async function importIfThere<M>(name: string): Promise<M | undefined> {
  try {
    return (await import(name)) as M;
  } catch (error) {
    if (ABSENT.has((error as NodeJS.ErrnoException).code)) return undefined;
    throw error;
  }
}
