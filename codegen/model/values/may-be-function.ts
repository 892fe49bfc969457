import type { Driver } from '../driver.js';
import { findType } from '../lookup.js';
import type { TypeParameter, TypeText } from '../types/type-text.js';
import { opened } from './promises.js';

/**
 * Whether a function is among the values of a type: as far as a declaration tells, and where it does not, it may be.
 *
 * @param bound - the type parameters in reach, whose constraints say what they may be
 */
export function mayBeFunction(driver: Driver, type: TypeText, bound: readonly TypeParameter[]): boolean {
  const { shape } = opened(driver, type);
  switch (shape.kind) {
    case 'function':
    case 'indexed':
    case 'typeof':
      return true;
    case 'other':
      return shape.mayBeCalled === true;
    case 'keyword':
      return ANYTHING.has(shape.name);
    case 'union':
      return shape.parts.some((part) => mayBeFunction(driver, part.type, bound));
    case 'intersection': {
      // What says nothing, such as `{}`, takes nothing away from the others and adds nothing.
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

/** An interface with a call signature, or one whose base has one. */
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
