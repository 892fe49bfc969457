import type { Driver } from '../../model/driver.js';
import { effectiveFields } from '../../model/fields/effective-fields.js';
import { type FieldSet, joinTypes } from '../../model/fields/field-set.js';
import { argumentsOf } from '../../model/fields/keys.js';
import { findType } from '../../model/lookup.js';
import { substitute } from '../../model/types/substitute.js';
import type { Shape, TypeText } from '../../model/types/type-text.js';
import { partsOf } from './compared-parts.js';
import type { Detail } from '../rules.js';

/** A type where it stands: in which driver, and among which type parameters. */
export interface Placed {
  readonly driver: Driver;
  readonly type: TypeText;
  readonly variables: readonly string[];
}

/** How one type differs from another; `detail` is undefined where no one word says it. */
export interface TypeDifference {
  readonly detail: Detail | undefined;
}

/** Compares two types by their canonical form; undefined where they are the same. */
export function compareTypes(before: Placed, after: Placed): TypeDifference | undefined {
  if (before.type.canonical === after.type.canonical) return undefined;
  return { detail: detailOf(before, after, 0) };
}

/** Types nest no deeper in any declaration that people write. */
const DEPTH = 12;

function detailOf(before: Placed, after: Placed, depth: number): Detail | undefined {
  if (isSame(before, after)) return 'respelled';
  if (depth > DEPTH) return undefined;
  const from = unionParts(before);
  const to = unionParts(after);
  const gone = from.filter((part) => !to.some((other) => covers(after.driver, other.type, part.type)));
  const came = to.filter((part) => !from.some((other) => covers(before.driver, other.type, part.type)));
  if (gone.length === 0 && came.length === 0) return sizeDetail(from, to);
  if (gone.length === 0) return came.every((part) => isNullish(part.type)) ? 'nullable' : 'widened';
  if (came.length === 0) return 'narrowed';
  const [only] = gone;
  const [new_] = came;
  if (gone.length !== 1 || came.length !== 1 || only === undefined || new_ === undefined) return undefined;
  return partsDetail(only, new_, depth);
}

/** Two unions that cover each other: one of them has more to say, as in `string` and `string | 'a'`. */
function sizeDetail(from: readonly Placed[], to: readonly Placed[]): Detail | undefined {
  const isAny = (parts: readonly Placed[]): boolean => parts.some((part) => isTop(part.type));
  if (isAny(from) !== isAny(to)) return isAny(to) ? 'widened' : 'narrowed';
  return 'respelled';
}

/** `Promise<A>` and `Promise<A | null>` differ as `A` and `A | null` do. */
function partsDetail(before: Placed, after: Placed, depth: number): Detail | undefined {
  const head = headOf(before.type.shape);
  if (head === undefined || head !== headOf(after.type.shape)) return undefined;
  const from = partsOf(before.type.shape);
  const to = partsOf(after.type.shape);
  if (from.length === 0 || from.length !== to.length) return undefined;
  const details = new Set<Detail | undefined>();
  from.forEach((part, index) => {
    const other = to[index];
    if (other === undefined || other.type.canonical === part.type.canonical) return;
    details.add(detailOf({ ...before, type: part.type }, { ...after, type: other.type }, depth + 1));
  });
  const access = readonlyDetail(before.type.shape, after.type.shape);
  if (access !== undefined) details.add(access);
  const [only] = details;
  return details.size === 1 ? only : undefined;
}

/** Every array is a readonly array, and not the reverse. */
function readonlyDetail(before: Shape, after: Shape): Detail | undefined {
  if (before.kind !== 'array' && before.kind !== 'tuple') return undefined;
  if (after.kind !== before.kind || before.readonly === after.readonly) return undefined;
  return after.readonly ? 'widened' : 'narrowed';
}

/** How many aliases deep a spelling is opened: one that names itself would never end. */
const ROUNDS = 3;

/** What has to be alike for the parts to be compared one by one. */
function headOf(shape: Shape): string | undefined {
  switch (shape.kind) {
    case 'reference':
    case 'async-iterable':
      return `${shape.kind} ${shape.name}`;
    case 'promise':
    case 'tuple':
    case 'array':
      return shape.kind;
    default:
      return undefined;
  }
}

/** Whether two spellings mean the same: aliases opened, or objects with the same fields. */
function isSame(before: Placed, after: Placed): boolean {
  if (opened(before).canonical === opened(after).canonical) return true;
  const from = fieldsOf(before);
  const to = fieldsOf(after);
  return isObject(before) && isObject(after) && sameFields(from, to);
}

/**
 * The type with the aliases of the driver opened; an alias that stands for an object stays, it has a name for a reason.
 */
export function opened({ driver, type, variables }: Placed): TypeText {
  let current = type;
  for (let round = 0; round < ROUNDS; round++) {
    const next = openOnce(driver, current, variables);
    if (next === current) return current;
    current = next;
  }
  return current;
}

function openOnce(driver: Driver, type: TypeText, variables: readonly string[]): TypeText {
  const { shape } = type;
  if (shape.kind === 'parenthesized') return shape.of.type;
  if (shape.kind === 'reference' && !variables.includes(shape.name)) {
    const alias = findType(driver, shape.name);
    if (alias?.type !== undefined) return substitute(alias.type, argumentsOf(alias, shape));
  }
  const by = new Map<string, TypeText>();
  for (const { name, value } of type.names) {
    const alias = value || variables.includes(name) ? undefined : findType(driver, name);
    if (alias?.type !== undefined && alias.typeParameters.length === 0) by.set(name, alias.type);
  }
  return substitute(type, by);
}

/** What an object of the type may have. */
export function fieldsOf({ driver, type, variables }: Placed): FieldSet {
  return effectiveFields(driver, type, variables);
}

/** Whether every part of the type is an object whose fields say all about it. */
export function isObject(placed: Placed): boolean {
  const parts = unionParts(placed);
  return parts.length === 1 && parts.every((part) => hasFields(fieldsOf(part)));
}

/** Whether a set says anything. */
export function hasFields(set: FieldSet): boolean {
  return set.fields.size > 0 || set.foreign.some((each) => each.named);
}

function sameFields(before: FieldSet, after: FieldSet): boolean {
  const lines = (set: FieldSet): string =>
    [...set.fields.values()]
      .map(({ name, optional, readonly, type }) => `${String(readonly)} ${name} ${String(optional)} ${type.canonical}`)
      .concat(set.opaque.map((line) => `opaque ${line}`))
      .toSorted()
      .join('\n');
  return before.open === after.open && lines(before) === lines(after);
}

/** The parts of a union, each once; any other type is its one part. */
export function unionParts(placed: Placed): Placed[] {
  const unique = new Map<string, Placed>();
  const visit = (type: TypeText): void => {
    const { shape } = type;
    if (shape.kind === 'parenthesized') visit(shape.of.type);
    else if (shape.kind === 'union') for (const part of shape.parts) visit(part.type);
    else unique.set(type.canonical, { ...placed, type });
  };
  visit(placed.type);
  return [...unique.values()];
}

/** Whether every value of `part` is one of `whole`, as far as the two say so themselves. */
function covers(driver: Driver, whole: TypeText, part: TypeText): boolean {
  if (whole.canonical === part.canonical || isTop(whole)) return true;
  if (part.shape.kind === 'never') return true;
  if (whole.shape.kind === 'keyword' && part.shape.kind === 'literal') return whole.shape.name === part.shape.of;
  // A template is a string of some form.
  if (part.shape.kind === 'other' && part.text.startsWith('`')) return whole.canonical === 'string';
  if (whole.shape.kind === 'reference') {
    const alias = findType(driver, whole.shape.name)?.type;
    if (alias === undefined || alias.shape.kind !== 'union') return false;
    return alias.shape.parts.some((each) => each.type.canonical === part.canonical);
  }
  return false;
}

function isTop({ shape }: TypeText): boolean {
  return shape.kind === 'keyword' && (shape.name === 'any' || shape.name === 'unknown');
}

/** `null`, `undefined` or `void`. */
export function isNullish({ shape }: TypeText): boolean {
  if (shape.kind === 'literal') return shape.of === 'undefined' || shape.of === 'null';
  return shape.kind === 'keyword' && shape.name === 'void';
}

/**
 * `a?: T` and `a?: T | undefined` are one to nearly everybody: what an optional thing's type says of undefined is not
 * compared.
 */
export function withoutUndefined(type: TypeText, optional: boolean): TypeText {
  if (!optional || type.shape.kind !== 'union') return type;
  const parts = type.shape.parts.map((part) => part.type);
  const left = parts.filter((part) => part.canonical !== 'undefined');
  const [first] = left;
  if (left.length === parts.length || first === undefined) return type;
  return joinTypes('union', left);
}
