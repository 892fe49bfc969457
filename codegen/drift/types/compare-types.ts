import type { Driver } from '../../model/driver.js';
import type { FieldSet } from '../../model/fields/field-set.js';
import { findType } from '../../model/lookup.js';
import type { Shape, TypeText } from '../../model/types/type-text.js';
import type { Detail } from '../rules.js';
import { comparedParts } from './compared-parts.js';
import { opened } from './open-aliases.js';
import { fieldsOf, type Placed } from './placed-type.js';
import { isNullish, isObject, unionParts } from './union-parts.js';

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
  const from = comparedParts(before.type.shape);
  const to = comparedParts(after.type.shape);
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

function sameFields(before: FieldSet, after: FieldSet): boolean {
  const lines = (set: FieldSet): string =>
    [...set.fields.values()]
      .map(({ name, optional, readonly, type }) => `${String(readonly)} ${name} ${String(optional)} ${type.canonical}`)
      .concat(set.opaque.map((line) => `opaque ${line}`))
      .toSorted()
      .join('\n');
  return before.open === after.open && lines(before) === lines(after);
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
