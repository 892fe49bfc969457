import * as driver from 'mongodb';

/** A wrapper class; its constructor takes the driver's object, which its declared type hides. */
export interface Class extends Function {
  readonly prototype: object;
}

/** The wrappers of one framework by the driver's object: one driver object has one wrapper. */
export class Wrappers {
  readonly #wrappers = new WeakMap<object, object>();

  /** Makes a wrapper the one of its delegate; every constructor ends with it. */
  add(wrapper: { readonly delegate: object }): void {
    expectDelegate(wrapper.delegate, wrapper.constructor);
    this.#wrappers.set(wrapper.delegate, wrapper);
  }

  /** The same for a recipe, which has a delegate only where it was made from a driver's object. */
  addRecipe(recipe: { readonly delegate: object | undefined }): void {
    if (recipe.delegate !== undefined) this.#wrappers.set(recipe.delegate, recipe);
  }

  /** The wrapper of a driver object, if it has one yet and that is of the class. */
  of<W extends object>(delegate: object, wrapper: Class): W | undefined {
    const known = this.#wrappers.get(delegate);
    return known instanceof wrapper ? (known as W) : undefined;
  }

  /** The wrapper of a driver object that may be of several classes: the object tells of which. */
  as<W extends object>(fallback: Class, classes: Readonly<Record<string, Class>>, delegate: object): W {
    expectDelegate(delegate, fallback);
    const known = this.#wrappers.get(delegate) as W | undefined;
    return known ?? construct<W>(wrapperClass(classes, delegate) ?? fallback, delegate);
  }
}

/** Throws where something else than an object is to be wrapped. */
export function expectDelegate(delegate: unknown, { name }: { readonly name: string }): asserts delegate is object {
  if (typeof delegate === 'object' && delegate !== null) return;
  // The type and not the value, which may be a connection string with a password.
  const found = delegate === undefined || delegate === null ? String(delegate) : `a ${typeof delegate}`;
  throw new TypeError(`${name}.wrap: expected the driver's ${name}, found ${found}`);
}

/** Gives back an object of a class of the driver's; throws where something else is to be wrapped. */
export function expectInstance<D extends object>(delegate: D, name: string): D {
  expectDelegate(delegate, { name });
  if (isInstance(delegate, name)) return delegate;
  const found = 'delegate' in delegate ? 'a wrapper' : 'an object that is none of this copy of the driver';
  throw new TypeError(`${name}.wrap: expected the driver's ${name}, found ${found}`);
}

/** What the driver exports, in an object that is quick to look into. */
const exported: Readonly<Record<string, unknown>> = { ...driver };

/**
 * The names that the driver exports its classes by, of which one may have several; their own `name` may have been
 * shortened by a bundler.
 */
const exportedNames = new Map<unknown, string[]>();
for (const [name, value] of Object.entries(exported)) {
  if (typeof value === 'function') exportedNames.set(value, [...(exportedNames.get(value) ?? []), name]);
}

function isInstance(delegate: object, name: string): boolean {
  const Driver = exported[name];
  if (typeof Driver === 'function') return delegate instanceof Driver;
  // A class that the driver keeps to itself is known by its name, which its wrapper has too, or where names were
  // shortened by being no other.
  if ('delegate' in delegate) return false;
  const own: unknown = delegate.constructor;
  return areNamesKept() ? namesOf(delegate).includes(name) : own !== Object && !exportedNames.has(own);
}

function areNamesKept(): boolean {
  return driver.MongoClient.name === 'MongoClient';
}

/** The names of the classes of an object, the most derived first. */
function namesOf(delegate: object): string[] {
  const names: string[] = [];
  for (let of = Object.getPrototypeOf(delegate); of !== null; of = Object.getPrototypeOf(of))
    names.push(...(exportedNames.get(of.constructor) ?? [of.constructor?.name]));
  return names;
}

/** The wrapper class for the most derived class of a driver object that has one. */
function wrapperClass(classes: Readonly<Record<string, Class>>, delegate: object): Class | undefined {
  const name = namesOf(delegate).find((each) => Object.hasOwn(classes, each));
  return name === undefined ? undefined : classes[name];
}

function construct<W extends object>(wrapper: Class, delegate: object): W {
  return new (wrapper as unknown as new (delegate: object) => W)(delegate);
}
