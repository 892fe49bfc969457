import type { Driver, DriverExport } from './driver.js';

const indexes = new WeakMap<Driver, ReadonlyMap<string, readonly DriverExport[]>>();

/**
 * The exported names of a declaration: `Lock` for a declaration named `Lock_2`. The declaration's own name comes first,
 * then exports with a value at run time.
 *
 * They exclude `default`, whose meaning in an ES module depends on the format of the driver's package, and names in
 * quotes.
 */
export function exportsOf(driver: Driver, declared: string): readonly DriverExport[] {
  let index = indexes.get(driver);
  if (index === undefined) {
    index = indexOf(driver);
    indexes.set(driver, index);
  }
  return index.get(declared) ?? [];
}

/** The name under which users import a declaration. Undefined if there is none. */
export function exportedName(driver: Driver, declared: string): string | undefined {
  return exportsOf(driver, declared)[0]?.name;
}

/** The name of a class or type in emitted code: the one under which users import the driver's. */
export function emittedAs(driver: Driver, declared: string): string {
  return exportedName(driver, declared) ?? declared;
}

function indexOf(driver: Driver): ReadonlyMap<string, readonly DriverExport[]> {
  const index = new Map<string, DriverExport[]>();
  for (const each of driver.exports) {
    if (each.name === 'default' || !IDENTIFIER.test(each.name)) continue;
    const declared = each.local ?? each.name;
    index.set(declared, [...(index.get(declared) ?? []), each]);
  }
  for (const [declared, exports] of index) {
    const rank = (each: DriverExport): number => (each.typeOnly === true ? 2 : 0) + (each.name === declared ? 0 : 1);
    exports.sort((a, b) => rank(a) - rank(b));
  }
  return index;
}

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;
