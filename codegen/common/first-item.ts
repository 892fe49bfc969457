import { InternalError } from './problem.js';

/** The first item of a list that is known not to be empty. */
export function firstItem<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new InternalError('a list that has one item at least is empty');
  return item;
}
