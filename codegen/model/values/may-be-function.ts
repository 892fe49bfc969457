import type { Driver } from '../driver.js';
import { effectiveFields } from '../fields/effective-fields.js';
import { findConstant, findType } from '../lookup.js';
import type { ConditionalType, TypeParameter, TypeText } from '../types/type-text.js';
import { opened } from './promises.js';

/**
 * Whether a value of a type may be a function. True if the declarations do not say.
 *
 * @param bound - the type parameters in scope, whose constraints say what they may be
 */
export function mayBeFunction(driver: Driver, type: TypeText, bound: readonly TypeParameter[]): boolean {
  const { shape } = opened(driver, type);
  switch (shape.kind) {
    case 'function':
    case 'typeof':
      return true;
    case 'indexed':
      return itemMayBeFunction(driver, shape, bound);
    case 'other':
      return shape.computation?.kind === 'conditional'
        ? branchMayBeFunction(driver, shape.computation, bound)
        : shape.mayBeCalled === true;
    case 'keyword':
      return ANYTHING.has(shape.name);
    case 'union':
      return shape.parts.some((part) => mayBeFunction(driver, part.type, bound));
    case 'intersection': {
      // A part without information, such as `{}`, does not affect the others.
      const telling = shape.parts.filter(({ type: part }) => !saysNothing(opened(driver, part)));
      return telling.length === 0 || telling.some((part) => mayBeFunction(driver, part.type, bound));
    }
    case 'object':
      return shape.members.length === 0 || shape.members.some(isCalled);
    case 'reference':
      return shape.name === 'Function' || namesFunction(driver, shape.name, bound);
    default:
      return false;
  }
}

/** A conditional type may be either of its branches. Nothing is known about inferred types. */
function branchMayBeFunction(
  driver: Driver,
  { matched, unmatched, inferred }: ConditionalType,
  bound: readonly TypeParameter[],
): boolean {
  const unknown = inferred.map((name) => ({ name, text: name, constraint: undefined, default: undefined }));
  return mayBeFunction(driver, matched, [...unknown, ...bound]) || mayBeFunction(driver, unmatched, bound);
}

/** `(typeof Level)[keyof typeof Level]`: any value of the constant. */
function itemMayBeFunction(
  driver: Driver,
  { object }: Extract<TypeText['shape'], { kind: 'indexed' }>,
  bound: readonly TypeParameter[],
): boolean {
  const { shape } = opened(driver, object.type);
  const constant = shape.kind === 'typeof' ? findConstant(driver, shape.name) : undefined;
  if (constant === undefined) return true;
  const { fields, open, opaque } = effectiveFields(driver, constant.type);
  const isKnown = fields.size > 0 && !open && opaque.length === 0;
  return !isKnown || [...fields.values()].some((field) => mayBeFunction(driver, field.type, bound));
}

function saysNothing({ shape }: TypeText): boolean {
  if (shape.kind === 'keyword') return ANYTHING.has(shape.name);
  return shape.kind === 'object' && shape.members.length === 0;
}

const ANYTHING: ReadonlySet<string> = new Set(['any', 'unknown', 'object']);

function namesFunction(driver: Driver, name: string, bound: readonly TypeParameter[]): boolean {
  const parameter = bound.find((each) => each.name === name);
  if (parameter !== undefined) {
    const others = bound.filter((each) => each !== parameter);
    return parameter.constraint === undefined || mayBeFunction(driver, parameter.constraint, others);
  }
  return isCallable(driver, name, new Set());
}

/** Whether an interface has a call signature, itself or from a base. */
function isCallable(driver: Driver, name: string, seen: ReadonlySet<string>): boolean {
  if (name === 'Function') return true;
  const declared = findType(driver, name);
  if (declared === undefined || seen.has(name)) return false;
  return (
    declared.members.some(isCalled) ||
    declared.extends.some(
      ({ shape }) => shape.kind === 'reference' && isCallable(driver, shape.name, new Set([...seen, name])),
    )
  );
}

function isCalled({ kind }: { readonly kind: string }): boolean {
  return kind === 'call' || kind === 'construct';
}
