import { joinTypes } from '../../../model/fields/field-set.js';
import { NEVER } from '../../../model/types/literal.js';
import { findClass, findType } from '../../../model/lookup.js';
import type { TypeText } from '../../../model/types/type-text.js';
import type { Look, Meaning } from '../meaning.js';
import { isClassInstance, type Placed } from '../placed-type.js';

/** How many combinations of unions are evaluated. A larger type is left unchanged. */
const MOST = 64;

/**
 * Evaluates an intersection. For unions, it is the union of the intersections of their parts; disjoint parts are
 * `never`. Undefined if it does not change.
 */
export function evaluateIntersection(placed: Placed, look: Look): TypeText | undefined {
  const parts = partsOf(placed);
  // Objects are merged field by field.
  if (parts.every(isDeclaredObject)) return undefined;
  const choices = parts.map((part) => look.flatParts(part));
  if (!choices.some((parts) => parts.length === 0 || parts.some((part) => isSimple(part, look)))) return undefined;
  if (choices.reduce((product, each) => product * each.length, 1) > MOST) return undefined;
  const results = combinations(choices).flatMap((parts) => common(parts, look) ?? []);
  const result = results.length === 0 ? NEVER : joinTypes('union', results);
  return result.canonical === placed.type.canonical ? undefined : result;
}

/** Whether the declaration alone shows that a type only has objects. */
function isDeclaredObject({ driver, type: { shape }, variables }: Placed): boolean {
  if (shape.kind === 'object') return shape.members.length > 0;
  if (shape.kind !== 'reference' || variables.includes(shape.name)) return false;
  return findType(driver, shape.name)?.kind === 'interface' || findClass(driver, shape.name) !== undefined;
}

function isSimple(part: Placed, look: Look): boolean {
  return ['literal', 'primitive', 'unknown', 'empty'].includes(headOf(look.meaningOf(part).meaning, part).kind);
}

/** The parts of an intersection, at any depth. */
function partsOf(placed: Placed): Placed[] {
  const { shape } = placed.type;
  if (shape.kind === 'parenthesized') return partsOf({ ...placed, type: shape.of.type });
  if (shape.kind === 'intersection') return shape.parts.flatMap((part) => partsOf({ ...placed, type: part.type }));
  return [placed];
}

function combinations(choices: readonly (readonly Placed[])[]): Placed[][] {
  return choices.reduce<Placed[][]>(
    (made, each) => made.flatMap((start) => each.map((part) => [...start, part])),
    [[]],
  );
}

/** The intersection of the parts. Undefined if they are disjoint. */
function common(parts: readonly Placed[], look: Look): TypeText | undefined {
  const unique = [...new Map(parts.map((part) => [part.type.canonical, part])).values()];
  const meant = unique.map((part) => ({ type: part.type, meaning: look.meaningOf(part).meaning, part }));
  const any = meant.find(({ meaning }) => meaning.kind === 'top' && meaning.any);
  if (any !== undefined) return any.type;
  const heads = meant.map(({ meaning, part }) => headOf(meaning, part));
  if (heads.some((one, at) => heads.slice(at + 1).some((other) => isApart(one, other)))) return undefined;
  const left = meant.filter((_, at) => {
    const own = heads[at];
    return own === undefined || !heads.some((other, place) => place !== at && isWithin(other, own));
  });
  return joinTypes(
    'intersection',
    (left.length === 0 ? meant : left).map((each) => each.type),
  );
}

/** The part of a type that decides whether another one is disjoint from it. */
type Head =
  | { readonly kind: 'unknown' | 'empty' | 'object' | 'open' }
  | { readonly kind: 'primitive'; readonly name: string }
  | { readonly kind: 'literal'; readonly of: string; readonly value: string };

function headOf(meaning: Meaning, placed: Placed): Head {
  const { shape } = placed.type;
  switch (meaning.kind) {
    case 'top':
      return { kind: 'unknown' };
    case 'literal':
      return meaning;
    case 'primitive':
      return meaning.name === 'object' ? { kind: 'open' } : meaning;
    case 'object':
      return { kind: shape.kind === 'object' && shape.members.length === 0 ? 'empty' : 'object' };
    case 'array':
    case 'tuple':
    case 'function':
      return { kind: 'object' };
    case 'named':
      // A type of another package may be anything.
      return { kind: isClassInstance(placed) || meaning.name === 'Promise' ? 'object' : 'open' };
    default:
      return { kind: 'open' };
  }
}

/** Whether two types are disjoint. A string may also be an object, if it is branded. */
function isApart(one: Head, other: Head): boolean {
  if (isNullish(one)) return other.kind === 'empty' || other.kind === 'object' || isOther(one, other);
  return isNullish(other) ? isApart(other, one) : isOther(one, other);
}

function isNullish(head: Head): boolean {
  return head.kind === 'literal' && (head.of === 'undefined' || head.of === 'null');
}

/** Whether they are two different simple types. */
function isOther(one: Head, other: Head): boolean {
  if (one.kind === 'literal' && other.kind === 'literal') return one.of !== other.of || one.value !== other.value;
  if (one.kind === 'primitive' && other.kind === 'primitive') return one.name !== other.name;
  if (one.kind === 'primitive' && other.kind === 'literal')
    return one.name !== other.of && !(one.name === 'void' && other.of === 'undefined');
  return one.kind === 'literal' && other.kind === 'primitive' && isOther(other, one);
}

/** Whether the second type adds nothing to the first, which is narrower. */
function isWithin(one: Head, other: Head): boolean {
  if (other.kind === 'unknown') return one.kind !== 'unknown';
  if (other.kind === 'empty')
    return one.kind === 'object' || ((one.kind === 'primitive' || one.kind === 'literal') && !isVoid(one));
  if (one.kind === 'literal' && other.kind === 'primitive') return true;
  return false;
}

function isVoid(head: Head): boolean {
  return head.kind === 'primitive' && head.name === 'void';
}
