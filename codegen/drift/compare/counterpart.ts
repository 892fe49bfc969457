import type { Driver } from '../../model/driver.js';

/** Declared names and the public ones, for those that differ. */
interface Names {
  readonly publicOf: ReadonlyMap<string, string>;
  readonly declaredOf: ReadonlyMap<string, string>;
}

const known = new WeakMap<Driver, Names>();

function namesOf(driver: Driver): Names {
  let names = known.get(driver);
  if (names === undefined) known.set(driver, (names = indexOf(driver)));
  return names;
}

function indexOf({ exports }: Driver): Names {
  const publicOf = new Map<string, string>();
  const declaredOf = new Map<string, string>();
  for (const { name, local } of exports) {
    if (local === undefined) continue;
    if (!publicOf.has(local)) publicOf.set(local, name);
    declaredOf.set(name, local);
  }
  return { publicOf, declaredOf };
}

/** The name by which users know what is declared as `name`: the one that it is exported by. */
export function publicName(driver: Driver, name: string): string {
  return namesOf(driver).publicOf.get(name) ?? name;
}

/** The name that a driver declares something by that users know as `name`. */
export function declaredName(driver: Driver, name: string): string {
  return namesOf(driver).declaredOf.get(name) ?? name;
}

/** How another driver declares what this one declares as `name`: bundlers number names anew with each release. */
export function counterpart(from: Driver, to: Driver, name: string): string {
  return declaredName(to, publicName(from, name));
}
