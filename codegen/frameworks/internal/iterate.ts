/**
 * The driver's object, with some of its members taken from the wrapper.
 *
 * The driver's own `[Symbol.asyncIterator]` and `[Symbol.asyncDispose]` are called on it, so that they decide when to
 * read and when to close, and the wrapper's members, or those of a user's subclass, do so.
 */
export function through<D extends object>(delegate: D, wrapper: object, ...names: readonly string[]): D {
  const members = wrapper as Record<string, (...args: unknown[]) => unknown>;
  const view = Object.create(delegate);
  for (const name of names) {
    view[name] = (...args: unknown[]) => members[name]?.(...args);
  }
  return view;
}
