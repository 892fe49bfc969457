/**
 * The driver's object, with some of its members taken from the wrapper.
 *
 * The driver's own `[Symbol.asyncIterator]` and `[Symbol.asyncDispose]` are called on it, so that they decide when to
 * read and when to close, and the wrapper's members, or those of a user's subclass, do so. What they write, such as
 * that it is closed, goes into the driver's object.
 */
export function through<D extends object>(delegate: D, wrapper: object, ...names: readonly string[]): D {
  const members = wrapper as Record<string, (...args: unknown[]) => unknown>;
  const view: D = Object.create(new Proxy(delegate, WRITTEN));
  for (const name of names) {
    Object.defineProperty(view, name, { value: (...args: unknown[]) => members[name]?.(...args) });
  }
  return view;
}

const WRITTEN: ProxyHandler<object> = {
  set: (target, key, value) => Reflect.set(target, key, value),
};

/**
 * The same where users may have overridden the members; the driver's object itself where they have not, since reading
 * it through a view takes measurably longer.
 *
 * @param own - the prototype with the wrapper's members as they are emitted
 */
export function throughOverrides<D extends object>(
  delegate: D,
  wrapper: object,
  own: object,
  ...names: readonly string[]
): D {
  const given = wrapper as Record<string, unknown>;
  const isOverridden = names.some((name) => given[name] !== (own as Record<string, unknown>)[name]);
  return isOverridden ? through(delegate, wrapper, ...names) : delegate;
}

/** As {@link throughOverrides}, where what the members give is no promise: it is made one. */
export function throughPromised<D extends object>(
  delegate: D,
  wrapper: object,
  own: object,
  toPromise: (value: any) => Promise<unknown>,
  ...names: readonly string[]
): D {
  const view = throughOverrides(delegate, wrapper, own, ...names);
  return view === delegate ? delegate : throughRuns(delegate, wrapper, toPromise, ...names);
}

/** As {@link through}, in a lazy framework: what the wrapper's members give is run, and promised. */
export function throughRuns<D extends object>(
  delegate: D,
  wrapper: object,
  toPromise: (value: any) => Promise<unknown>,
  ...names: readonly string[]
): D {
  const given = wrapper as Record<string, (...args: unknown[]) => unknown>;
  const members = names.map((name) => [name, async (...args: unknown[]) => toPromise(given[name]?.(...args))]);
  return through(delegate, Object.fromEntries(members) as object, ...names);
}
