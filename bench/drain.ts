/** Reads to the end, one document at a time, and counts. */
export async function drain(cursor: AsyncIterable<unknown>): Promise<number> {
  let count = 0;
  for await (const document of cursor) if (document !== null) count += 1;
  return count;
}

/** The part of a driver's cursor that reading by batch needs. */
interface Batched {
  hasNext(): Promise<boolean>;
  readBufferedDocuments(): readonly unknown[];
}

/** Reads to the end, with one promise for each batch, and counts. */
export async function drainBatches(cursor: Batched): Promise<number> {
  let count = 0;
  while (await cursor.hasNext())
    for (const document of cursor.readBufferedDocuments()) if (document !== null) count += 1;
  return count;
}
