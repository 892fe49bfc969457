import type { Shape } from '../../model/types/type-text.js';
import type { Detail } from '../rules.js';
import { isAssignable } from './assignable.js';
import { comparedParts } from './compared-parts.js';
import { flatParts, meaningOf } from './meaning-of.js';
import type { Aged, Placed } from './placed-type.js';
import { isNullish } from './compared-type.js';

/** How one type differs from another; `detail` is undefined where no one word says it. */
export interface TypeDifference {
  readonly detail: Detail | undefined;
}

/** Who has the values of a type: users `read` what they are given, and `give` what is asked of them. */
export type Use = 'read' | 'give';

/** Compares two types by their canonical form; undefined where they are the same. */
export function compareTypes(before: Placed, after: Placed, use: Use): TypeDifference | undefined {
  if (before.type.canonical === after.type.canonical) return undefined;
  return { detail: detailOf(before, after, use, 0) };
}

/** Types nest no deeper in any declaration that people write. */
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

/** Where one part of a union became another one, what became of its own parts. */
function onlyDetail(from: readonly Placed[], to: readonly Placed[], use: Use, depth: number): Detail | undefined {
  const [before, after] = [from[0], to[0]];
  if (from.length !== 1 || to.length !== 1 || before === undefined || after === undefined) return undefined;
  return partsDetail(before, after, use, depth);
}

/** `Promise<A>` and `Promise<A | null>` differ as `A` and `A | null` do. */
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

/** Every array is a readonly array, and not the reverse. */
function readonlyDetail(before: Shape, after: Shape): Detail | undefined {
  if (before.kind !== 'array' && before.kind !== 'tuple') return undefined;
  if (after.kind !== before.kind || before.readonly === after.readonly) return undefined;
  return after.readonly ? 'widened' : 'narrowed';
}

/** What has to be alike for the parts to be compared one by one. */
function headOf(placed: Placed): string | undefined {
  const { shape } = placed.type;
  switch (shape.kind) {
    case 'reference':
      // What a type such as `Pick` makes of its arguments, its arguments do not say.
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

/** Whether who used the old type can use the new one: what was `any` may have been used as anything. */
function isUsable(old: Aged, now: Aged, use: Use): boolean {
  return use === 'read' ? isAssignable(now, old, true) : isAssignable(old, now, true);
}

function isPart(part: Placed, age: Aged['age'], whole: Placed, ofAge: Aged['age']): boolean {
  return isAssignable({ placed: part, age }, { placed: whole, age: ofAge });
}
