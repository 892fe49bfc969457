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

  /** The wrapper of a driver object, if it has one yet. */
  of<W extends object>(delegate: object): W | undefined {
    return this.#wrappers.get(delegate) as W | undefined;
  }

  /** The wrapper of a driver object that may be of several classes: the object tells of which. */
  as<W extends object>(fallback: Class, classes: Readonly<Record<string, Class>>, delegate: object): W {
    expectDelegate(delegate, fallback);
    return this.of<W>(delegate) ?? construct<W>(wrapperClass(classes, delegate) ?? fallback, delegate);
  }
}

/** Throws where something else than an object is to be wrapped. */
export function expectDelegate(delegate: unknown, { name }: Function): asserts delegate is object {
  if (typeof delegate === 'object' && delegate !== null) return;
  // The type and not the value, which may be a connection string with a password.
  const found = delegate === undefined || delegate === null ? String(delegate) : `a ${typeof delegate}`;
  throw new TypeError(`${name}.wrap: expected the driver's ${name}, found ${found}`);
}

/**
 * Gives back an instance of a class that users construct, too; throws where it is another value, from which one would
 * be constructed.
 */
export function expectInstance<D extends object>(delegate: D, Driver: Class): D {
  expectDelegate(delegate, Driver);
  if (delegate instanceof Driver) return delegate;
  const { name } = Driver;
  throw new TypeError(
    `${name}.wrap: expected the driver's ${name}, found an object that is none of this copy of the driver`,
  );
}

/** The names that the driver exports its classes by; their own `name` may have been shortened by a bundler. */
const exportedNames: ReadonlyMap<unknown, string> = new Map(
  Object.entries(driver).flatMap(([name, value]) => (typeof value === 'function' ? [[value, name]] : [])),
);

/** The wrapper class for the most derived class of a driver object that has one. */
function wrapperClass(classes: Readonly<Record<string, Class>>, delegate: object): Class | undefined {
  for (let of = Object.getPrototypeOf(delegate); of !== null; of = Object.getPrototypeOf(of)) {
    const name = exportedNames.get(of.constructor) ?? of.constructor?.name;
    if (Object.hasOwn(classes, name)) return classes[name];
  }
  return undefined;
}

function construct<W extends object>(wrapper: Class, delegate: object): W {
  return new (wrapper as unknown as new (delegate: object) => W)(delegate);
}
