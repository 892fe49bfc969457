/**
 * What a framework is told belongs to the engine: to change it throws, in the function that tries. What is found out
 * when it is read stays unread.
 */
export function frozen<T>(told: T): T {
  if (typeof told !== 'object' || told === null || Object.isFrozen(told)) return told;
  Object.freeze(told);
  for (const { value } of Object.values(Object.getOwnPropertyDescriptors(told))) frozen<unknown>(value);
  return told;
}

/** A copy with some keys told otherwise, in which what is found out when it is read stays unread. */
export function retold<T extends object>(told: T, otherwise: Partial<T>): T {
  const all = { ...Object.getOwnPropertyDescriptors(told), ...Object.getOwnPropertyDescriptors(otherwise) };
  return Object.defineProperties({}, all) as T;
}
