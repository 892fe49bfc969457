/**
 * A view of a driver object, with some members replaced by those of the wrapper.
 *
 * The driver's own `[Symbol.asyncIterator]` and `[Symbol.asyncDispose]` are called on the view. So they decide when to
 * read and when to close, and the members of the wrapper, or of a user's subclass, do it. Fields that they set, such as
 * that it is closed, are set on the driver's object.
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
 * Like {@link through}, if users have overridden any of the members. Otherwise returns the driver's object itself,
 * since a view is measurably slower.
 *
 * @param own - the prototype of the emitted wrapper class
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

/** Like {@link throughOverrides}, for members whose results are not promises: they are converted. */
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

/** Like {@link through}, for a lazy framework: the results of the members are run as promises. */
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
