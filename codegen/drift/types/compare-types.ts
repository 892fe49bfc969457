import type { Shape } from '../../model/types/type-text.js';
import type { Detail } from '../rules.js';
import { isAssignable } from './assignable.js';
import { comparedParts } from './compared-parts.js';
import { flatParts, meaningOf } from './meaning-of.js';
import type { Aged, Placed } from './placed-type.js';
import { isNullish } from './compared-type.js';

/** How a type differs from another. `detail` is undefined if no word describes it. */
export interface TypeDifference {
  readonly detail: Detail | undefined;
}

/** How users use a type: they `read` its values, or `give` them to the driver. */
export type Use = 'read' | 'give';

/** Compares two types by their canonical form. Undefined if they are equal. */
export function compareTypes(before: Placed, after: Placed, use: Use): TypeDifference | undefined {
  if (before.type.canonical === after.type.canonical) return undefined;
  return { detail: detailOf(before, after, use, 0) };
}

/** The maximum depth. No type that people write is nested as deeply. */
const DEPTH = 12;

function detailOf(before: Placed, after: Placed, use: Use, depth: number): Detail | undefined {
  const [old, now]: [Aged, Aged] = [
    { placed: before, age: 'before' },
    { placed: after, age: 'after' },
  ];
  const [isKept, isNoMore] = [isAssignable(old, now), isAssignable(now, old)];
  if (isKept && isNoMore) return isUsable(old, now, use) ? 'respelled' : 'narrowed';
  const from = flatParts(before);
  const to = flatParts(after);
  const gone = isKept ? [] : from.filter((part) => !to.some((other) => isPart(part, 'before', other, 'after')));
  const came = isNoMore ? [] : to.filter((part) => !from.some((other) => isPart(part, 'after', other, 'before')));
  if (gone.length === 0 && came.length > 0 && came.every((part) => isNullish(part.type))) return 'nullable';
  const inner = depth < DEPTH ? onlyDetail(isKept ? from : gone, isNoMore ? to : came, use, depth) : undefined;
  if (gone.length === 0) return inner ?? 'widened';
  return came.length === 0 ? (inner ?? 'narrowed') : inner;
}

/** If a single part of a union has changed, the detail of that change. */
function onlyDetail(from: readonly Placed[], to: readonly Placed[], use: Use, depth: number): Detail | undefined {
  const [before, after] = [from[0], to[0]];
  if (from.length !== 1 || to.length !== 1 || before === undefined || after === undefined) return undefined;
  return partsDetail(before, after, use, depth);
}

/** `Promise<A>` and `Promise<A | null>` have the same difference as `A` and `A | null`. */
function partsDetail(before: Placed, after: Placed, use: Use, depth: number): Detail | undefined {
  const head = headOf(before);
  if (head === undefined || head !== headOf(after)) return undefined;
  const from = comparedParts(before.type.shape);
  const to = comparedParts(after.type.shape);
  if (from.length === 0 || from.length !== to.length) return undefined;
  const details = new Set<Detail | undefined>();
  from.forEach((part, index) => {
    const other = to[index];
    if (other === undefined || other.type.canonical === part.type.canonical) return;
    details.add(detailOf({ ...before, type: part.type }, { ...after, type: other.type }, use, depth + 1));
  });
  const access = readonlyDetail(before.type.shape, after.type.shape);
  if (access !== undefined) details.add(access);
  const [only] = details;
  return details.size === 1 ? only : undefined;
}

/** Every array is a readonly array, but not the reverse. */
function readonlyDetail(before: Shape, after: Shape): Detail | undefined {
  if (before.kind !== 'array' && before.kind !== 'tuple') return undefined;
  if (after.kind !== before.kind || before.readonly === after.readonly) return undefined;
  return after.readonly ? 'widened' : 'narrowed';
}

/** The part of two types that has to be equal for their parts to be compared one by one. */
function headOf(placed: Placed): string | undefined {
  const { shape } = placed.type;
  switch (shape.kind) {
    case 'reference':
      // The arguments of a type such as `Pick` do not say what its result is.
      return meaningOf(placed).meaning.kind === 'named' ? shape.name : undefined;
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

/** Whether users of the old type can use the new one. Values of `any` may have been used in any way. */
function isUsable(old: Aged, now: Aged, use: Use): boolean {
  return use === 'read' ? isAssignable(now, old, true) : isAssignable(old, now, true);
}

function isPart(part: Placed, age: Aged['age'], whole: Placed, ofAge: Aged['age']): boolean {
  return isAssignable({ placed: part, age }, { placed: whole, age: ofAge });
}
