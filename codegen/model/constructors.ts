import type { Driver, DriverClass } from './driver.js';
import { findClass } from './lookup.js';
import { argumentsOf, substituteSignature } from './types/substitute.js';
import type { Signature } from './types/type-text.js';

/**
 * The constructors that users call: those of the class, or those of a base if it declares none. An abstract class has
 * none, although its subclasses may inherit its constructors.
 */
export function publicConstructors(driver: Driver, declared: DriverClass): readonly Signature[] {
  return declared.abstract ? [] : inherited(driver, declared, new Set());
}

function inherited(driver: Driver, declared: DriverClass, seen: ReadonlySet<string>): readonly Signature[] {
  if (declared.construction === 'public') return declared.constructors;
  const shape = declared.extends?.shape;
  if (declared.construction !== 'none' || shape?.kind !== 'reference' || seen.has(declared.name)) return [];
  const base = findClass(driver, shape.name);
  if (base === undefined) return [];
  const by = argumentsOf(base, shape);
  return inherited(driver, base, new Set([...seen, declared.name])).map((each) => substituteSignature(each, by));
}
