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

/** A cache for the last result of a step. */
export class Remembered<T> {
  #last: { readonly from: readonly unknown[]; readonly made: T } | undefined;

  /** The last result if it was made from the same inputs, compared by identity; otherwise a new one. */
  of(from: readonly unknown[], make: () => T): T {
    const last = this.#last;
    if (last !== undefined && from.every((each, at) => each === last.from[at])) return last.made;
    const made = make();
    this.#last = { from, made };
    return made;
  }

  forget(): void {
    this.#last = undefined;
  }
}
