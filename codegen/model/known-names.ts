import type { Driver } from './driver.js';
import { isGlobal } from './globals.js';

const known = new WeakMap<Driver, ReadonlySet<string>>();

/**
 * Whether a name is declared, imported, exported (such as an enum or a function, which the model has no record for) or
 * global.
 */
export function isKnownName(driver: Driver, name: string): boolean {
  return isGlobal(name) || namesOf(driver).has(name);
}

function namesOf(driver: Driver): ReadonlySet<string> {
  let names = known.get(driver);
  if (names === undefined) {
    const declared = [...driver.classes, ...driver.types, ...driver.constants, ...driver.exports];
    names = new Set([...driver.imports.keys(), ...declared.map((each) => each.name)]);
    known.set(driver, names);
  }
  return names;
}
