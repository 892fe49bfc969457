import { availableParallelism } from 'node:os';
import { Readable } from 'node:stream';

/**
 * Runs a task for each item, and returns the results in order. As many run in parallel as there are processors. For
 * tasks that wait for child processes.
 */
export function atOnce<Item, Result>(items: readonly Item[], task: (item: Item) => Promise<Result>): Promise<Result[]> {
  // Each in an object, since `null` would end the stream.
  return Readable.from(items.map((item) => ({ item })))
    .map(async ({ item }: { item: Item }) => ({ result: await task(item) }), { concurrency: availableParallelism() })
    .map(({ result }: { result: Result }) => result)
    .toArray() as Promise<Result[]>;
}
