/**
 * Freezes a record that a framework gets, since it belongs to the engine: changing it throws in the framework's
 * function. Getters are not called.
 */
export function frozen<T>(told: T): T {
  if (typeof told !== 'object' || told === null || Object.isFrozen(told)) return told;
  Object.freeze(told);
  // One descriptor at a time: an object of all of them takes five times as long, in the inner loop of a plan.
  for (const key of Object.getOwnPropertyNames(told))
    frozen<unknown>(Object.getOwnPropertyDescriptor(told, key)?.value);
  return told;
}

/** Copies a record with other values for some keys, without calling its getters. */
export function retold<T extends object>(told: T, otherwise: Partial<T>): T {
  const all = { ...Object.getOwnPropertyDescriptors(told), ...Object.getOwnPropertyDescriptors(otherwise) };
  return Object.defineProperties({}, all) as T;
}
