import { ancestors } from '../../model/lookup.js';
import { wordLiteral } from '../../model/types/literal.js';
import { publicName } from '../compare/counterpart.js';
import { isFieldwiseAssignable } from './assignable-objects.js';
import { isSignatureAssignable } from './assignable-signatures.js';
import type { Meaning, MeantItem } from './meaning.js';
import { meaningOf } from './meaning-of.js';
import { type Aged, type Ask, isClassInstance, type Placed } from './placed-type.js';
import { elementOf } from './tuple-meaning.js';

/** The maximum depth. No type that people write is nested as deeply, and a type that grows would never end. */
const DEPTH = 24;
const STEPS = 20_000;

/**
 * Whether a type is assignable to another, according to the declarations.
 *
 * This is TypeScript's assignability, with the differences that comparing releases needs: `any` contains all values but
 * is not assignable to everything, `readonly` counts, and objects need exactly the same fields. If the answer is
 * unknown, it is no.
 *
 * @param readsOld - whether users read values of the old type: if it was `any` and is now `unknown`, their code breaks
 */
export function isAssignable(source: Aged, target: Aged, readsOld = false): boolean {
  // A recursive type adds nothing.
  const assumed = new Set<string>();
  let depth = 0;
  let steps = 0;
  const ask: Ask = (from, to) => {
    if (from.placed.type.canonical === to.placed.type.canonical) return true;
    const key = `${keyOf(from)} > ${keyOf(to)}`;
    if (assumed.has(key)) return true;
    if (depth >= DEPTH || steps++ >= STEPS) return false;
    assumed.add(key);
    depth++;
    const holds = relate(from, to, ask, readsOld);
    depth--;
    if (!holds) assumed.delete(key);
    return holds;
  };
  return ask(source, target);
}

/** By text, since a union that repeats a part has the canonical form of that part. */
function keyOf({ age, placed }: Aged): string {
  return `${age} ${placed.type.text}`;
}

function relate(source: Aged, target: Aged, ask: Ask, readsOld: boolean): boolean {
  const from = meaningOf(source.placed);
  const to = meaningOf(target.placed);
  const at = (placed: Placed): Aged => ({ placed, age: source.age });
  const into = (placed: Placed): Aged => ({ placed, age: target.age });
  if (to.meaning.kind === 'top') {
    const isRead = readsOld && to.meaning.any && target.age === 'before' && source.age === 'after';
    return !isRead || from.meaning.kind !== 'top' || from.meaning.any;
  }
  if (from.meaning.kind === 'top') return false;
  if (from.meaning.kind === 'never') return true;
  if (from.meaning.kind === 'union') return from.meaning.parts.every((part) => ask(at(part), target));
  if (to.meaning.kind === 'union') return to.meaning.parts.some((part) => ask(source, into(part)));
  const [first, second] = [at(from.placed), into(to.placed)];
  if (from.meaning.kind === 'intersection' || to.meaning.kind === 'intersection')
    return relateIntersections(first, from.meaning, second, to.meaning, ask);
  return relateHeads(first, from.meaning, second, to.meaning, ask);
}

/** An intersection of objects is a single object. In any other intersection, each part counts. */
function relateIntersections(source: Aged, from: Meaning, target: Aged, to: Meaning, ask: Ask): boolean {
  if (isObjectLike(source) && isObjectLike(target)) return isFieldwiseAssignable(source, target, ask);
  if (to.kind === 'intersection') return to.parts.every((placed) => ask(source, { placed, age: target.age }));
  return from.kind === 'intersection' && from.parts.some((placed) => ask({ placed, age: source.age }, target));
}

/** Whether fields and signatures fully describe a type. */
function isObjectLike({ placed, age }: Aged): boolean {
  const { meaning } = meaningOf(placed);
  if (meaning.kind === 'intersection') return meaning.parts.every((part) => isObjectLike({ placed: part, age }));
  return meaning.kind === 'object';
}

function relateHeads(source: Aged, from: Meaning, target: Aged, to: Meaning, ask: Ask): boolean {
  switch (from.kind) {
    case 'literal':
      return relateLiteral(from, to);
    case 'primitive':
      return to.kind === 'primitive' && to.name === from.name;
    case 'opaque':
      return relateOpaque(from, to);
    case 'array':
    case 'tuple':
      return relateLists(source, from, target, to, ask) || isAnyObject(to, target);
    case 'named':
      return relateNamed(source, from, target, to, ask);
    case 'function':
      if (to.kind === 'function')
        return isSignatureAssignable(
          { ...source, signature: from.signature },
          { ...target, signature: to.signature },
          ask,
        );
      return isAnyObject(to, target) || (to.kind === 'object' && isFieldwiseAssignable(source, target, ask));
    case 'object':
      if (to.kind === 'object' || to.kind === 'function') return relateObjects(source, from, target, to, ask);
      return isAnyObject(to, target);
    default:
      return false;
  }
}

type Of<Kind extends Meaning['kind']> = Extract<Meaning, { kind: Kind }>;

function relateLiteral(from: Of<'literal'>, to: Meaning): boolean {
  if (to.kind === 'literal') return to.of === from.of && to.value === from.value;
  if (to.kind !== 'primitive') return false;
  return to.name === from.of || (from.of === 'undefined' && to.name === 'void');
}

function relateOpaque(from: Of<'opaque'>, to: Meaning): boolean {
  if (to.kind === 'opaque') return to.text === from.text;
  // A template literal is a string.
  return from.text.startsWith('`') && to.kind === 'primitive' && to.name === 'string';
}

/** Whether a type accepts every object: `object` and `{}`. */
function isAnyObject(to: Meaning, { placed }: Aged): boolean {
  if (to.kind === 'primitive') return to.name === 'object';
  if (to.kind === 'named') return to.name === 'Object' || to.name === 'Function';
  const { shape } = placed.type;
  return shape.kind === 'object' && shape.members.length === 0;
}

function relateLists(source: Aged, from: Meaning, target: Aged, to: Meaning, ask: Ask): boolean {
  const holds = (one: Placed, other: Placed): boolean =>
    ask({ placed: one, age: source.age }, { placed: other, age: target.age });
  if (from.kind === 'array') {
    if (to.kind === 'array') return (!from.readonly || to.readonly) && holds(from.of, to.of);
    const [only] = to.kind === 'named' && LISTS.has(to.name) ? to.arguments : [];
    return only !== undefined && holds(from.of, only);
  }
  if (from.kind !== 'tuple') return false;
  if (to.kind === 'array')
    return (!from.readonly || to.readonly) && from.items.every((item) => isItemOf(item, to.of, holds));
  if (to.kind !== 'tuple' || from.items.length !== to.items.length || (from.readonly && !to.readonly)) return false;
  return from.items.every((item, at) => {
    const other = to.items[at];
    if (other === undefined || item.rest !== other.rest || (item.optional && !other.optional)) return false;
    return holds(item.of, other.of);
  });
}

/** Whether an item of a tuple is assignable to the item type of an array. */
function isItemOf({ of, optional, rest }: MeantItem, target: Placed, holds: Holds): boolean {
  if (optional && !holds({ ...of, type: wordLiteral('undefined') }, target)) return false;
  const element = rest ? elementOf(of, { meaningOf }) : of;
  return element !== undefined && holds(element, target);
}

type Holds = (one: Placed, other: Placed) => boolean;

/** Other types that arrays are assignable to. */
const LISTS: ReadonlySet<string> = new Set(['Iterable', 'ArrayLike', 'ConcatArray']);

/** Other types that library types are assignable to. */
const WIDER: Readonly<Record<string, readonly string[]>> = {
  Promise: ['PromiseLike'],
  AsyncGenerator: ['AsyncIterableIterator', 'AsyncIterable', 'AsyncIterator'],
  AsyncIterableIterator: ['AsyncIterable', 'AsyncIterator'],
};

function relateNamed(source: Aged, from: Of<'named'>, target: Aged, to: Meaning, ask: Ask): boolean {
  // A type parameter may be null or undefined as well.
  if (source.placed.variables.includes(source.placed.type.text)) return to.kind === 'named' && to.name === from.name;
  if (to.kind === 'object' && isAnyObject(to, target)) return true;
  if (to.kind === 'object') return isClassInstance(source.placed) && isFieldwiseAssignable(source, target, ask);
  if (to.kind !== 'named') return isAnyObject(to, target);
  const isWider = WIDER[from.name]?.includes(to.name) === true;
  if (from.name !== to.name && !isWider) return isAnyObject(to, target) || isSubclassOf(source, to.name);
  if (from.arguments.length !== to.arguments.length) return isWider;
  return from.arguments.every((placed, at) => {
    const other = to.arguments[at];
    return other === undefined || ask({ placed, age: source.age }, { placed: other, age: target.age });
  });
}

function isSubclassOf({ placed: { driver, type } }: Aged, name: string): boolean {
  if (type.shape.kind !== 'reference') return false;
  return ancestors(driver, type.shape.name).some((base) => publicName(driver, base) === name);
}

/**
 * An interface that both drivers have under the same name is compared separately. Here, only its type arguments count.
 */
function relateObjects(source: Aged, from: Of<'object'>, target: Aged, to: Meaning, ask: Ask): boolean {
  if (to.kind === 'object' && from.declared !== undefined && from.declared === to.declared) {
    const [args, others] = [from.arguments, to.arguments];
    const isSame = args.every((placed, at) => {
      const other = others[at];
      return other !== undefined && ask({ placed, age: source.age }, { placed: other, age: target.age });
    });
    if (isSame && args.length === others.length) return true;
  }
  return isFieldwiseAssignable(source, target, ask);
}
