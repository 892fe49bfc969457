/** What a framework is told belongs to the engine: to change it throws, in the function that tries. */
export function frozen<T>(told: T): T {
  if (typeof told !== 'object' || told === null || Object.isFrozen(told)) return told;
  Object.freeze(told);
  for (const each of Object.values(told)) frozen(each);
  return told;
}
