import type { Driver } from '../../model/driver.js';

/** Declared names and public names, where they differ. */
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

/** The exported name of a declaration. */
export function publicName(driver: Driver, name: string): string {
  return namesOf(driver).publicOf.get(name) ?? name;
}

/** The declared name for an exported one. */
export function declaredName(driver: Driver, name: string): string {
  return namesOf(driver).declaredOf.get(name) ?? name;
}

/** The name of the same declaration in another driver, since bundlers number names differently in each release. */
export function counterpart(from: Driver, to: Driver, name: string): string {
  return declaredName(to, publicName(from, name));
}
