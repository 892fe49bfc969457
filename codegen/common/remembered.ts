/**
 * A pure function of two records that works each result out once, and remembers it for as long as both records live.
 * The records must never change.
 */
export function remembered<A extends object, B extends object, T>(workOut: (a: A, b: B) => T): (a: A, b: B) => T {
  const known = new WeakMap<A, WeakMap<B, { readonly result: T }>>();
  return (a, b) => {
    let results = known.get(a);
    if (results === undefined) known.set(a, (results = new WeakMap()));
    let found = results.get(b);
    if (found === undefined) results.set(b, (found = { result: workOut(a, b) }));
    return found.result;
  };
}
