import type { Driver, DriverType } from '../../model/driver.js';
import { findType } from '../../model/lookup.js';
import type { Shape, TypeText } from '../../model/types/type-text.js';

type Reference = Extract<Shape, { kind: 'reference' }>;

/** Utility types whose members are statically known if those of their argument are. */
const KEEPS_MEMBERS: ReadonlySet<string> = new Set(['Omit', 'Pick', 'Partial', 'Required', 'Readonly']);

/**
 * Whether an interface can extend a type. The compiler accepts objects and intersections of them with statically known
 * members.
 */
export function isExtensible(driver: Driver, declared: DriverType): boolean {
  if (declared.kind === 'interface') return true;
  const parameters = new Set(declared.typeParameters.map(({ name }) => name));
  return declared.type !== undefined && hasKnownMembers(driver, declared.type, parameters);
}

function hasKnownMembers(driver: Driver, type: TypeText, parameters: ReadonlySet<string>): boolean {
  const { shape } = type;
  switch (shape.kind) {
    case 'object':
      return true;
    case 'parenthesized':
      return hasKnownMembers(driver, shape.of.type, parameters);
    case 'intersection':
      return shape.parts.every((part) => hasKnownMembers(driver, part.type, parameters));
    case 'reference':
      return isKnownReference(driver, type, shape, parameters);
    default:
      return false;
  }
}

function isKnownReference(driver: Driver, type: TypeText, shape: Reference, parameters: ReadonlySet<string>): boolean {
  if (parameters.has(shape.name)) return false;
  const declared = findType(driver, shape.name);
  // The arguments of an alias may not be objects.
  if (declared !== undefined)
    return declared.kind === 'interface' || (shape.arguments.length === 0 && isExtensible(driver, declared));
  // The members of a `Pick` are unknown if its keys are a type parameter.
  const isWrittenOut = !type.names.some(({ name }) => parameters.has(name));
  const [first] = shape.arguments;
  return (
    KEEPS_MEMBERS.has(shape.name) &&
    isWrittenOut &&
    first !== undefined &&
    hasKnownMembers(driver, first.type, parameters)
  );
}
