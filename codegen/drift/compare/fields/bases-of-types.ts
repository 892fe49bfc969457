import type { Driver } from '../../../model/driver.js';
import { findType } from '../../../model/lookup.js';
import type { TypeText } from '../../../model/types/type-text.js';

/** Utility types with all or some fields of their first argument. */
const DERIVING: ReadonlySet<string> = new Set([
  'Omit',
  'Pick',
  'Partial',
  'Required',
  'Readonly',
  'Exclude',
  'Extract',
  'NonNullable',
  'NoInfer',
]);

/**
 * The names of the types whose fields a type has: those it extends, intersects or derives from, not the types of its
 * fields.
 */
export function basesOf(type: TypeText): string[] {
  const { shape } = type;
  switch (shape.kind) {
    case 'parenthesized':
      return basesOf(shape.of.type);
    case 'union':
    case 'intersection':
      return shape.parts.flatMap((part) => basesOf(part.type));
    case 'reference': {
      const [first] = shape.arguments;
      return DERIVING.has(shape.name) && first !== undefined ? basesOf(first.type) : [shape.name];
    }
    default:
      return [];
  }
}

/** The bases of a declared type. */
export function basesOfDeclared(driver: Driver, name: string): string[] {
  const type = findType(driver, name);
  if (type === undefined) return [];
  return (type.type === undefined ? type.extends : [type.type]).flatMap(basesOf).filter((base) => base !== name);
}

/** Types and all of their bases. */
export function allBases(driver: Driver, names: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    found.add(name);
    basesOfDeclared(driver, name).forEach(visit);
  };
  names.forEach(visit);
  return found;
}

/** The constants from which a declared type picks its keys, as in `Pick<X, (typeof LIST)[number]>`. */
export function keyConstants(driver: Driver, name: string): string[] {
  const type = findType(driver, name);
  if (type === undefined) return [];
  return (type.type === undefined ? type.extends : [type.type])
    .flatMap((each) => each.names)
    .filter((each) => each.value)
    .map((each) => each.name);
}
