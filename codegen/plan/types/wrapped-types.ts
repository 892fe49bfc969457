import { functionOf } from '../../model/derive-kind.js';
import type { Driver, DriverType } from '../../model/driver.js';
import { exportedName } from '../../model/exported-names.js';
import { effectiveFields } from '../../model/fields/effective-fields.js';
import { findType } from '../../model/lookup.js';
import { referenceTo } from '../../model/types/reference.js';
import type { Part, TypeText } from '../../model/types/type-text.js';

/** How often a type is looked into inside itself: one that grows, as `{ next: Grown<T[]> }` does, would have no end. */
const NESTED = 2;

/** How many types are looked into inside each other, unions of such types among them. */
const DEEPEST = 8;

/** Where a type holds objects of wrapped classes: the keys that lead to one. `[]` is the value itself. */
export type WrappedPath = readonly string[];

/**
 * Which types of the driver hold wrapped classes, and where: what the plan asks when it spells or forwards anything.
 */
export interface Wrapped {
  readonly driver: Driver;
  isWrapped(name: string): boolean;
  /** Whether a declared type is emitted anew, with wrapped classes in place of the driver's. */
  isRedeclared(name: string): boolean;
  /** Every type that is emitted anew, in the driver's order. */
  readonly redeclared: readonly DriverType[];
  /** Whether a type is written as an object's shape, whose fields can be told. */
  isObject(type: TypeText): boolean;
  /** The keys at which a value of this type may hold a wrapper, shallowest first. */
  pathsOf(type: TypeText): readonly WrappedPath[];
}

/**
 * Follows *effective* fields, not names: a closure by name runs through classes that are not wrapped (`ReadPreference`)
 * and through `Pick`s that leave the session out.
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
    // A type that holds itself adds no path of its own: it is taken as empty while it is being looked into.
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

/** Classes and functions are handed on as they are; only what is written as an object's shape is looked into. */
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

/** Types of TypeScript's library that have the fields of their first argument. */
export const FIELDS_OF: ReadonlySet<string> = new Set([
  'Omit',
  'Pick',
  'Partial',
  'Required',
  'Readonly',
  'Exclude',
  'NonNullable',
]);

/** Function types and maps of events that name a wrapped class among their parameters. */
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

/** The declared type as a use of itself names it, with its own type parameters as arguments. */
export function selfReference({ name, typeParameters }: DriverType): TypeText {
  const args = typeParameters.map((parameter): Part => ({ type: referenceTo(parameter.name), start: 0, end: 0 }));
  return referenceTo(name, args);
}
