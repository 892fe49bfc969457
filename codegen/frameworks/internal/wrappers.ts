import * as driver from 'mongodb';

/** A wrapper class. Its constructor takes the driver's object, which the declared type hides. */
export interface Class extends Function {
  readonly prototype: object;
}

/** The wrappers of a framework, by driver object. Each driver object has one wrapper. */
export class Wrappers {
  readonly #wrappers = new WeakMap<object, object>();

  /** Registers a wrapper for its delegate. Every constructor ends with this call. */
  add(wrapper: { readonly delegate: object }): void {
    expectDelegate(wrapper.delegate, wrapper.constructor);
    this.#wrappers.set(wrapper.delegate, wrapper);
  }

  /** Registers a recipe, which only has a delegate if it wraps a driver object. */
  addRecipe(recipe: { readonly delegate: object | undefined }): void {
    if (recipe.delegate !== undefined) this.#wrappers.set(recipe.delegate, recipe);
  }

  /** The existing wrapper of a driver object, if it is an instance of the class. */
  of<W extends object>(delegate: object, wrapper: Class): W | undefined {
    const known = this.#wrappers.get(delegate);
    return known instanceof wrapper ? (known as W) : undefined;
  }

  /** The wrapper of a driver object, created if needed. The class of the object decides on the class of the wrapper. */
  as<W extends object>(fallback: Class, classes: Readonly<Record<string, Class>>, delegate: object): W {
    expectDelegate(delegate, fallback);
    const known = this.#wrappers.get(delegate) as W | undefined;
    return known ?? construct<W>(wrapperClass(classes, delegate) ?? fallback, delegate);
  }
}

/** Throws if the value to wrap is not an object. */
export function expectDelegate(delegate: unknown, { name }: { readonly name: string }): asserts delegate is object {
  if (typeof delegate === 'object' && delegate !== null) return;
  // Only the type is printed, since the value may be a connection string with a password.
  const found = delegate === undefined || delegate === null ? String(delegate) : `a ${typeof delegate}`;
  throw new TypeError(`${name}.wrap: expected the driver's ${name}, found ${found}`);
}

/** Returns the object to wrap. Throws if it is not an instance of the driver class. */
export function expectInstance<D extends object>(delegate: D, name: string): D {
  expectDelegate(delegate, { name });
  if (isInstance(delegate, name)) return delegate;
  const found = 'delegate' in delegate ? 'a wrapper' : 'an object that is not from this copy of the driver';
  throw new TypeError(`${name}.wrap: expected the driver's ${name}, found ${found}`);
}

/** The driver's exports as a plain object, in which look-ups are fast. */
const exported: Readonly<Record<string, unknown>> = { ...driver };

/**
 * The names under which the driver exports each class, possibly several. A bundler may have shortened the class's own
 * `name`.
 */
const exportedNames = new Map<unknown, string[]>();
for (const [name, value] of Object.entries(exported)) {
  if (typeof value === 'function') exportedNames.set(value, [...(exportedNames.get(value) ?? []), name]);
}

function isInstance(delegate: object, name: string): boolean {
  const Driver = exported[name];
  if (typeof Driver === 'function') return delegate instanceof Driver;
  // A class that the driver does not export is recognized by its name, which its wrapper has as well. If names were
  // shortened, any object counts whose class the driver does not export.
  if ('delegate' in delegate) return false;
  const own: unknown = delegate.constructor;
  return areNamesKept() ? namesOf(delegate).includes(name) : own !== Object && !exportedNames.has(own);
}

function areNamesKept(): boolean {
  return driver.MongoClient.name === 'MongoClient';
}

/** The class names of an object, the most derived first. */
function namesOf(delegate: object): string[] {
  const names: string[] = [];
  for (let of = Object.getPrototypeOf(delegate); of !== null; of = Object.getPrototypeOf(of))
    names.push(...(exportedNames.get(of.constructor) ?? [of.constructor?.name]));
  return names;
}

/** The wrapper class of a driver object: that of its most derived class that has one. */
function wrapperClass(classes: Readonly<Record<string, Class>>, delegate: object): Class | undefined {
  const name = namesOf(delegate).find((each) => Object.hasOwn(classes, each));
  return name === undefined ? undefined : classes[name];
}

function construct<W extends object>(wrapper: Class, delegate: object): W {
  return new (wrapper as unknown as new (delegate: object) => W)(delegate);
}
