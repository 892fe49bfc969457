import { partsOf } from './parts.js';
import type { ObjectMember, Signature, TypeText } from './type-text.js';

/** Whether a type contains `this`, as far as its shape shows. */
export function holdsThis({ shape }: TypeText): boolean {
  if (shape.kind === 'this') return true;
  if (shape.kind === 'function') return signatureHoldsThis(shape.signature);
  if (shape.kind === 'object') return shape.members.some(memberHoldsThis);
  return partsOf(shape).some((part) => holdsThis(part.type));
}

function signatureHoldsThis({ parameters, returns }: Signature): boolean {
  return parameters.some((each) => holdsThis(each.type)) || holdsThis(returns);
}

function memberHoldsThis(member: ObjectMember): boolean {
  switch (member.kind) {
    case 'property':
    case 'index':
      return holdsThis(member.type);
    case 'method':
      return member.overloads.some(signatureHoldsThis);
    default:
      return signatureHoldsThis(member.signature);
  }
}
