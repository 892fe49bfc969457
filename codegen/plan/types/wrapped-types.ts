import { functionOf } from '../../model/derive-kind.js';
import type { Driver, DriverType } from '../../model/driver.js';
import { exportedName } from '../../model/exported-names.js';
import { effectiveFields } from '../../model/fields/effective-fields.js';
import { findType } from '../../model/lookup.js';
import { referenceTo } from '../../model/types/reference.js';
import type { Part, TypeText } from '../../model/types/type-text.js';

/** How often a type is followed inside itself. A type that grows, such as `{ next: Grown<T[]> }`, would have no end. */
const NESTED = 2;

/** How many nested types are followed, including unions of them. */
const DEEPEST = 8;

/** The keys that lead to an object of a wrapped class in a type. `[]` is the value itself. */
export type WrappedPath = readonly string[];

/** Which types of the driver contain wrapped classes, and where. */
export interface Wrapped {
  readonly driver: Driver;
  isWrapped(name: string): boolean;
  /** Whether a declared type is redeclared, with wrapped classes in place of the driver's. */
  isRedeclared(name: string): boolean;
  /** Every redeclared type, in the driver's order. */
  readonly redeclared: readonly DriverType[];
  /** Whether a type has the shape of an object, with known fields. */
  isObject(type: TypeText): boolean;
  /** The paths at which a value of this type may contain a wrapper, shallowest first. */
  pathsOf(type: TypeText): readonly WrappedPath[];
}

/**
 * Follows the *effective* fields of types, not the names in them. Following names would lead through classes that are
 * not wrapped (`ReadPreference`), and through `Pick`s without the session.
 */
export function findWrapped(driver: Driver, classes: ReadonlySet<string>): Wrapped {
  const known = new Map<string, readonly WrappedPath[]>();
  const open: string[] = [];

  const pathsOf = (type: TypeText): readonly WrappedPath[] => {
    const cached = known.get(type.text);
    if (cached !== undefined) return cached;
    const name = type.shape.kind === 'reference' ? type.shape.name : '';
    const within = open.filter((each) => each === name).length;
    if (open.length >= DEEPEST || (name !== '' && within >= NESTED)) return [];
    // A recursive type adds no paths of its own: it counts as empty while it is being followed.
    known.set(type.text, []);
    open.push(name);
    const paths = computePaths(driver, classes, type, pathsOf);
    open.pop();
    known.set(type.text, paths);
    return paths;
  };

  const redeclared = driver.types.filter(
    (type) =>
      exportedName(driver, type.name) !== undefined &&
      (pathsOf(selfReference(type)).length > 0 || passesWrapped(classes, type)),
  );
  const names = new Set(redeclared.map((type) => type.name));
  return {
    driver,
    isWrapped: (name) => classes.has(name),
    isRedeclared: (name) => names.has(name),
    redeclared,
    isObject: (type) => mayHaveFields(driver, type),
    pathsOf,
  };
}

function computePaths(
  driver: Driver,
  classes: ReadonlySet<string>,
  type: TypeText,
  pathsOf: (type: TypeText) => readonly WrappedPath[],
): readonly WrappedPath[] {
  const { shape } = type;
  if (shape.kind === 'reference' && classes.has(shape.name)) return [[]];
  if (shape.kind === 'parenthesized') return pathsOf(shape.of.type);
  if (shape.kind === 'union' && shape.parts.some((part) => holdsItself(classes, part.type))) {
    const paths = new Map(shape.parts.flatMap((part) => pathsOf(part.type).map((path) => [path.join('\n'), path])));
    return [...paths.values()].sort((a, b) => a.length - b.length);
  }
  if (!mayHaveFields(driver, type)) return [];

  const paths: WrappedPath[] = [];
  for (const field of effectiveFields(driver, type).fields.values()) {
    for (const path of pathsOf(field.type)) paths.push([field.name, ...path]);
  }
  return paths.sort((a, b) => a.length - b.length);
}

function holdsItself(classes: ReadonlySet<string>, type: TypeText): boolean {
  const { shape } = type;
  if (shape.kind === 'parenthesized') return holdsItself(classes, shape.of.type);
  if (shape.kind === 'union') return shape.parts.some((part) => holdsItself(classes, part.type));
  return isWrappedReference(classes, type);
}

function isWrappedReference(classes: ReadonlySet<string>, type: TypeText): boolean {
  return type.shape.kind === 'reference' && classes.has(type.shape.name);
}

/** Whether a type is followed. Classes and functions are not, only types with the shape of an object. */
function mayHaveFields(driver: Driver, type: TypeText): boolean {
  const { shape } = type;
  switch (shape.kind) {
    case 'object':
      return true;
    case 'reference':
      if (FIELDS_OF.has(shape.name))
        return shape.arguments[0] !== undefined && mayHaveFields(driver, shape.arguments[0].type);
      return findType(driver, shape.name) !== undefined && functionOf(driver, type) === undefined;
    case 'union':
    case 'intersection':
      return shape.parts.some((part) => mayHaveFields(driver, part.type));
    case 'parenthesized':
      return mayHaveFields(driver, shape.of.type);
    default:
      return false;
  }
}

/** Utility types of TypeScript that have the fields of their first argument. */
export const FIELDS_OF: ReadonlySet<string> = new Set([
  'Omit',
  'Pick',
  'Partial',
  'Required',
  'Readonly',
  'Exclude',
  'NonNullable',
]);

/** Whether a function type or a map of events has a wrapped class among its parameters. */
function passesWrapped(classes: ReadonlySet<string>, type: DriverType): boolean {
  if (type.kind !== 'alias' || type.type === undefined) return false;
  const { shape } = type.type;
  if (shape.kind === 'function')
    return shape.signature.parameters.some((each) => isWrappedReference(classes, each.type));
  const parts = shape.kind === 'intersection' ? shape.parts.map((part) => part.type) : [type.type];
  return parts.some(
    (part) =>
      part.shape.kind === 'object' &&
      part.shape.members.some(
        (member) =>
          member.kind === 'method' &&
          member.overloads.some((overload) =>
            overload.parameters.some((each) => isWrappedReference(classes, each.type)),
          ),
      ),
  );
}

/** A reference to a declared type, with its own type parameters as arguments. */
export function selfReference({ name, typeParameters }: DriverType): TypeText {
  const args = typeParameters.map((parameter): Part => ({ type: referenceTo(parameter.name), start: 0, end: 0 }));
  return referenceTo(name, args);
}
