import type { Driver, DriverClass, DriverMember } from './driver.js';
import { ancestors } from './lookup.js';
import type { MemberKind } from './member-kind.js';
import type { Signature, TypeText } from './types/type-text.js';
import { opened, promised } from './values/promises.js';

/**
 * The kind of a member, from every overload of its declaration.
 *
 * @param isCursor - whether a class is a cursor or a change stream
 */
export function kindOf(
  driver: Driver,
  owner: DriverClass,
  member: DriverMember,
  isCursor: (className: string) => boolean,
): MemberKind {
  if (member.symbol) return 'protocol';
  if (member.kind === 'property') return member.static ? 'constant' : 'property';

  const returns = member.overloads.map((overload) => overload.returns);
  if (returns.every((type) => promised(driver, type) !== undefined)) {
    return member.overloads.some((overload) => takesAsyncFunction(driver, overload)) ? 'executor' : 'command';
  }
  if (!member.static && returns.every((type) => isSelf(driver, owner, type))) return 'chain';
  if (returns.every((type) => type.shape.kind === 'reference' && isCursor(type.shape.name))) return 'cursor';
  return 'method';
}

function isSelf(driver: Driver, owner: DriverClass, type: TypeText): boolean {
  if (type.shape.kind === 'this') return true;
  if (type.shape.kind !== 'reference') return false;
  return type.shape.name === owner.name || ancestors(driver, owner.name).includes(type.shape.name);
}

function takesAsyncFunction(driver: Driver, signature: Signature): boolean {
  return signature.parameters.some((parameter) => {
    const returns = functionOf(driver, parameter.type)?.returns;
    return returns !== undefined && promised(driver, returns) !== undefined;
  });
}

/**
 * The signature of a function type, also through an alias of the driver, or in a union with `undefined` or `null`.
 * Undefined for any other type.
 */
export function functionOf(driver: Driver, type: TypeText): Signature | undefined {
  const { shape } = opened(driver, type);
  if (shape.kind === 'function') return shape.signature;
  if (shape.kind !== 'union') return undefined;
  const others = shape.parts.filter((part) => !isNothing(part.type));
  const [only] = others;
  return only === undefined || others.length > 1 ? undefined : functionOf(driver, only.type);
}

function isNothing({ shape }: TypeText): boolean {
  return shape.kind === 'literal' && (shape.of === 'undefined' || shape.of === 'null');
}
