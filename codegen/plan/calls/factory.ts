import { firstItem } from '../../common/first-item.js';
import type { DriverMethod } from '../../model/driver.js';
import type { Signature } from '../../model/types/type-text.js';
import type { MemberScope } from '../member-scope.js';

/**
 * Whether a static method is shorthand for the constructor and the method of the same name, as `MongoClient.connect`
 * is. It runs on the wrapper's own class, so that it constructs subclasses, and adds our handshake.
 */
export function isFactory(scope: MemberScope, member: DriverMethod): boolean {
  if (!member.static || member.overloads.length !== 1) return false;
  const twin = scope.class.members.find((each) => !each.static && each.name === member.name);
  const parameters = firstItem(member.overloads)
    .parameters.map((each) => each.type.canonical)
    .join();
  return (
    twin?.kind === 'method' &&
    twin.overloads.every((each) => each.parameters.every((parameter) => parameter.optional) && isThisPromise(each)) &&
    scope.class.constructors.some(
      (each) => each.parameters.map((parameter) => parameter.type.canonical).join() === parameters,
    )
  );
}

/** `Promise<this>` */
export function isThisPromise(signature: Signature): boolean {
  const { shape } = signature.returns;
  return shape.kind === 'promise' && shape.of.type.shape.kind === 'this';
}
