import { availableParallelism } from 'node:os';
import { Readable } from 'node:stream';

/**
 * Gives what a task makes of each item, in their order; as many run at a time as there are processors. For tasks that
 * wait for processes of their own.
 */
export function atOnce<Item, Result>(items: readonly Item[], task: (item: Item) => Promise<Result>): Promise<Result[]> {
  // In an object each, since a stream ends with `null`.
  return Readable.from(items.map((item) => ({ item })))
    .map(async ({ item }: { item: Item }) => ({ result: await task(item) }), { concurrency: availableParallelism() })
    .map(({ result }: { result: Result }) => result)
    .toArray() as Promise<Result[]>;
}
