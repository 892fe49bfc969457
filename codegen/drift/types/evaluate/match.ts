import { isGlobal } from '../../../model/globals.js';
import { findClass, isSubclass } from '../../../model/lookup.js';
import type { InferredName } from '../../../model/types/type-text.js';
import type { Look, Meaning } from '../meaning.js';
import { isClassInstance, type Placed } from '../placed-type.js';
import { matchFunctions } from './match-functions.js';
import { matchLists } from './match-lists.js';
import { allOf, HOLDS, holding, type Match, type Matching, someOf } from './matching.js';

/** The maximum depth. No type that people write is nested as deeply. */
const DEPTH = 16;

/**
 * Whether a type extends a pattern, as TypeScript decides for a conditional type, and what `infer` stands for in the
 * pattern. Undefined if the declarations do not say.
 */
export function match(source: Placed, pattern: Placed, look: Look, depth = DEPTH): Matching | undefined {
  if (depth === 0) return undefined;
  const inner: Match = (one, other) => match(one, other, look, depth - 1);
  const name = inferredName(pattern);
  if (name !== undefined) return matchInferred(source, pattern, name, inner);

  const from = look.meaningOf(source);
  const to = look.meaningOf(pattern);
  if (to.meaning.kind === 'top') return HOLDS;
  if (from.meaning.kind === 'never') return HOLDS;
  if (isUnknown(from.meaning, from.placed) || isUnknown(to.meaning, to.placed)) return undefined;
  if (from.meaning.kind === 'top') return holding(false);
  if (from.meaning.kind === 'union') return allOf(from.meaning.parts.map((part) => inner(part, pattern)));
  if (to.meaning.kind === 'union') return someOf(to.meaning.parts.map((part) => inner(source, part)));
  if (to.meaning.kind === 'intersection') {
    const all = to.meaning.parts.map((part) => inner(source, part));
    // If a part turns out to be `any`, so does the whole.
    return all.includes(undefined) ? undefined : allOf(all);
  }
  if (from.meaning.kind === 'intersection')
    return matchTogether(
      from.meaning.parts.map((part) => inner(part, pattern)),
      to.meaning,
    );
  return matchHeads(from.placed, from.meaning, to.placed, to.meaning, { look, inner });
}

function inferredName({ type: { shape } }: Placed): InferredName | undefined {
  if (shape.kind !== 'other' || shape.computation?.kind !== 'infer') return undefined;
  return shape.computation;
}

function matchInferred(
  source: Placed,
  pattern: Placed,
  { name, constraint }: InferredName,
  inner: Match,
): Matching | undefined {
  const within = constraint === undefined ? HOLDS : inner(source, { ...pattern, type: constraint });
  return within?.holds === true ? { holds: true, inferred: new Map([[name, source.type]]) } : within;
}

/** Whether a type may be any other: a type parameter, `any`, a type without parts. */
function isUnknown(meaning: Meaning, placed: Placed): boolean {
  if (meaning.kind === 'named') return !isClassInstance(placed) && !isGlobal(meaning.name);
  return meaning.kind === 'opaque' || (meaning.kind === 'top' && meaning.any);
}

/** Matches the parts of an intersection, which may only match together. */
function matchTogether(all: readonly (Matching | undefined)[], to: Meaning): Matching | undefined {
  const held = all.find((each) => each?.holds === true);
  if (held !== undefined || to.kind === 'object' || to.kind === 'named') return held;
  return all.every((each) => each?.holds === false) ? holding(false) : undefined;
}

/** The context of a match. */
interface Around {
  readonly look: Look;
  readonly inner: Match;
}

function matchHeads(
  source: Placed,
  from: Meaning,
  pattern: Placed,
  to: Meaning,
  { look, inner }: Around,
): Matching | undefined {
  const isSimple = from.kind === 'literal' || from.kind === 'primitive';
  const isEmpty = pattern.type.shape.kind === 'object' && pattern.type.shape.members.length === 0;
  if (isEmpty) return isSimple ? notNullish(from) : HOLDS;
  if (isSimple) return matchSimple(from, to);
  if (to.kind === 'primitive') return holding(to.name === 'object');
  if (to.kind === 'literal' || to.kind === 'never') return holding(false);
  switch (from.kind) {
    case 'array':
    case 'tuple':
      return matchLists(source, from, to, inner);
    case 'function':
      if (to.kind === 'function') return matchFunctions({ ...source, ...from }, { ...pattern, ...to }, inner);
      return to.kind === 'array' || to.kind === 'tuple' ? holding(false) : undefined;
    case 'named':
      return matchNamed(source, from, to, { look, inner });
    case 'object':
      return to.kind === 'object' ? matchObjects(source, pattern, { look, inner }) : matchListed(source, to, look);
    default:
      return undefined;
  }
}

function notNullish(from: Meaning): Matching {
  if (from.kind === 'literal') return holding(from.of !== 'undefined' && from.of !== 'null');
  return holding(from.kind !== 'primitive' || from.name !== 'void');
}

type Of<Kind extends Meaning['kind']> = Extract<Meaning, { kind: Kind }>;

/** Matches a simple type. A string has fields as well, so it may match an object. */
function matchSimple(from: Of<'literal'> | Of<'primitive'>, to: Meaning): Matching | undefined {
  switch (to.kind) {
    case 'literal':
      return holding(from.kind === 'literal' && from.of === to.of && from.value === to.value);
    case 'primitive':
      if (from.kind === 'primitive') return holding(from.name === to.name);
      return holding(from.of === to.name || (from.of === 'undefined' && to.name === 'void'));
    case 'array':
    case 'tuple':
    case 'function':
    case 'never':
      return holding(false);
    case 'named':
      return to.name === 'Promise' ? holding(false) : undefined;
    default:
      return undefined;
  }
}

function matchNamed(source: Placed, from: Of<'named'>, to: Meaning, { look, inner }: Around): Matching | undefined {
  if (to.kind !== 'named') return isClassInstance(source) ? matchListed(source, to, look) : undefined;
  const { driver, type } = source;
  if (from.name === to.name && from.arguments.length === to.arguments.length) {
    const all = allOf(from.arguments.map((each, at) => (to.arguments[at] ? inner(each, to.arguments[at]) : undefined)));
    // The variance of a class's type arguments is unknown.
    return all?.holds === true || from.name === 'Promise' ? all : undefined;
  }
  const isBelow =
    type.shape.kind === 'reference' &&
    to.arguments.length === 0 &&
    findClass(driver, type.shape.name) !== undefined &&
    isSubclass(driver, type.shape.name, to.name);
  return isBelow ? HOLDS : undefined;
}

/** Matches an object with known fields, which is not a list or a function. */
function matchListed(source: Placed, to: Meaning, look: Look): Matching | undefined {
  const { fields, open, opaque } = look.fieldsOf(source);
  if (open || opaque.length > 0 || fields.size === 0) return undefined;
  if (to.kind === 'array' || to.kind === 'tuple') return fields.has('length') ? undefined : holding(false);
  return to.kind === 'named' && to.name === 'Promise' && !fields.has('then') ? holding(false) : undefined;
}

function matchObjects(source: Placed, pattern: Placed, { look, inner }: Around): Matching | undefined {
  const [from, to] = [look.fieldsOf(source), look.fieldsOf(pattern)];
  if (from.open || to.open || from.opaque.length > 0 || to.opaque.length > 0) return undefined;
  // Objects without a common field, or with call signatures, cannot be decided by their fields.
  if (![...to.fields.keys()].some((name) => from.fields.has(name))) return undefined;
  return allOf(
    [...to.fields.values()].map((field) => {
      const own = from.fields.get(field.name);
      if (own === undefined || (own.optional && !field.optional)) return holding(field.optional && own === undefined);
      return inner({ ...source, type: own.type }, { ...pattern, type: field.type });
    }),
  );
}
