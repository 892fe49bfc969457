import type { Driver } from '../driver.js';
import { effectiveFields } from '../fields/effective-fields.js';
import { type FieldSet, NO_OBJECT } from '../fields/field-set.js';
import { unionMembers } from '../fields/union-members.js';
import { quoted } from '../types/literal.js';
import type { Signature, TypeText } from '../types/type-text.js';
import { opened } from './promises.js';

/** The possible values of a type. */
export interface PossibleValues {
  /** Literals, as code: `true`, `'a'`, `undefined`. */
  readonly literals: ReadonlySet<string>;
  /** Whether other values than `undefined` are possible. They may include the literals. */
  readonly others: boolean;
}

/** An argument of a call, or a field of one. */
export interface ArgumentPlace {
  readonly at: number;
  readonly key: string | undefined;
}

const UNDEFINED: PossibleValues = { literals: new Set(['undefined']), others: false };
const NOTHING: PossibleValues = { literals: new Set(), others: false };
const ANYTHING: PossibleValues = { literals: new Set(['undefined']), others: true };
const DEFINED: PossibleValues = { literals: new Set(), others: true };

/** The possible values of a place in calls of an overload. */
export function possibleValues(driver: Driver, signature: Signature, { at, key }: ArgumentPlace): PossibleValues {
  const parameter = signature.parameters[at];
  if (parameter === undefined) return UNDEFINED;
  const reading: Reading = { driver, variables: signature.typeParameters };
  const type = constrained(parameter.type, reading);
  const values = key === undefined ? valuesOf(type, reading) : valuesOfKey(type, key, reading);
  // A missing argument has no fields either.
  return parameter.optional ? union([values, UNDEFINED]) : values;
}

/** The fields of an overload's argument. */
export function argumentFields(driver: Driver, { parameters, typeParameters }: Signature, at: number): FieldSet {
  const reading: Reading = { driver, variables: typeParameters };
  const type = parameters[at]?.type;
  return type === undefined ? NO_OBJECT : fieldsOf(constrained(type, reading), reading);
}

/** Whether both have a value in common. */
export function mayBeSame(a: PossibleValues, b: PossibleValues): boolean {
  const isLiteral = (text: string): boolean => text !== 'undefined';
  if ([...a.literals].some((each) => b.literals.has(each))) return true;
  if (a.others && b.others) return true;
  return (a.others && [...b.literals].some(isLiteral)) || (b.others && [...a.literals].some(isLiteral));
}

/** The values of any of them. */
export function union(all: readonly PossibleValues[]): PossibleValues {
  return {
    literals: new Set(all.flatMap((each) => [...each.literals])),
    others: all.some((each) => each.others),
  };
}

interface Reading {
  readonly driver: Driver;
  readonly variables: Signature['typeParameters'];
}

/** Replaces a type parameter of the overload by its constraint. */
function constrained(type: TypeText, { variables }: Reading): TypeText {
  const { shape } = type;
  const own = shape.kind === 'reference' ? variables.find((each) => each.name === shape.name) : undefined;
  return own?.constraint ?? type;
}

function valuesOf(type: TypeText, reading: Reading): PossibleValues {
  const parts = unionMembers(type, reading.driver);
  return parts.length === 1 ? valuesOfPart(type, reading) : union(parts.map((part) => valuesOf(part, reading)));
}

/** Keyword types that exclude `undefined`. */
const PRIMITIVES: ReadonlySet<string> = new Set(['string', 'number', 'bigint', 'symbol', 'object']);

function valuesOfPart(type: TypeText, reading: Reading): PossibleValues {
  const { shape } = type;
  switch (shape.kind) {
    case 'parenthesized':
      return valuesOf(shape.of.type, reading);
    case 'literal':
      return { literals: new Set([shape.of === 'string' ? quoted(shape.value) : shape.value]), others: false };
    case 'keyword':
      if (shape.name === 'boolean') return { literals: new Set(['true', 'false']), others: false };
      if (shape.name === 'void') return UNDEFINED;
      return PRIMITIVES.has(shape.name) ? DEFINED : ANYTHING;
    case 'intersection':
      return intersection(shape.parts.map((part) => valuesOf(part.type, reading)));
    case 'never':
      return NOTHING;
    case 'object':
    case 'function':
    case 'array':
    case 'tuple':
    case 'promise':
    case 'async-iterable':
    case 'keyof':
      return DEFINED;
    case 'reference':
      return valuesOfReference(type, reading);
    default:
      return ANYTHING;
  }
}

/**
 * An alias has the values of its type, a class or an interface has objects. Nothing is known about any other reference.
 */
function valuesOfReference(type: TypeText, reading: Reading): PossibleValues {
  const target = opened(reading.driver, type);
  if (target.shape.kind !== 'reference') return valuesOf(target, reading);
  return isKnown(fieldsOf(target, reading)) ? DEFINED : ANYTHING;
}

function fieldsOf(type: TypeText, { driver, variables }: Reading): FieldSet {
  const names = variables.map((each) => each.name);
  return effectiveFields(driver, type, names);
}

/** Whether all fields of an object are known. */
function isKnown({ fields, opaque, unresolved }: FieldSet): boolean {
  return fields.size > 0 && opaque.length === 0 && unresolved.length === 0;
}

function intersection(all: readonly PossibleValues[]): PossibleValues {
  const closed = all.filter((each) => !each.others);
  const [first, ...rest] = closed;
  if (first === undefined) {
    const mayBeUndefined = all.every((each) => each.literals.has('undefined'));
    return mayBeUndefined ? ANYTHING : DEFINED;
  }
  return {
    literals: new Set([...first.literals].filter((text) => rest.every((each) => each.literals.has(text)))),
    others: false,
  };
}

/** The possible values of `value?.key`. */
function valuesOfKey(type: TypeText, key: string, reading: Reading): PossibleValues {
  return union(unionMembers(type, reading.driver).map((part) => valuesOfKeyOfPart(part, key, reading)));
}

function valuesOfKeyOfPart(part: TypeText, key: string, reading: Reading): PossibleValues {
  const { shape } = part;
  if (shape.kind === 'literal') return UNDEFINED;
  if (shape.kind === 'keyword') return PRIMITIVES.has(shape.name) && shape.name !== 'object' ? UNDEFINED : ANYTHING;
  if (shape.kind === 'this' || shape.kind === 'typeof') return ANYTHING;
  const { fields, open, opaque, unresolved } = fieldsOf(part, reading);
  const field = fields.get(key);
  if (field === undefined) return open || opaque.length > 0 || unresolved.length > 0 ? ANYTHING : UNDEFINED;
  const values = valuesOf(field.type, reading);
  return field.optional ? union([values, UNDEFINED]) : values;
}
