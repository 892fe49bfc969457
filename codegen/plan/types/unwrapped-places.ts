import type { Problem } from '../../common/problem.js';
import { functionOf } from '../../model/derive-kind.js';
import type { NameSpan, ObjectMember, TypeText } from '../../model/types/type-text.js';
import type { Scope } from '../scope.js';

/**
 * Whether every wrapped class that the type of an argument names stands where a wrapper becomes the driver's object on
 * its way: the argument itself, a field of options, a parameter of a function of the user's. In a list, say, the driver
 * would get a wrapper.
 */
export function isReached(scope: Scope, type: TypeText): boolean {
  if (!namesWrapped(scope, type)) return true;
  const { shape } = type;
  switch (shape.kind) {
    case 'reference':
      return isWrapped(scope, shape.name) || (FIELDS_OF.has(shape.name) && isReachedIn(scope, shape.arguments));
    case 'union':
    case 'intersection':
      return isReachedIn(scope, shape.parts);
    case 'parenthesized':
      return isReached(scope, shape.of.type);
    case 'object':
      return shape.members.every((member) => isReachedMember(scope, member));
    case 'function': {
      const signature = functionOf(scope.driver, type);
      return signature !== undefined && !namesWrapped(scope, signature.returns);
    }
    default:
      return false;
  }
}

/** Types of TypeScript's library that have the fields of their first argument. */
const FIELDS_OF: ReadonlySet<string> = new Set(['Omit', 'Pick', 'Partial', 'Required', 'Readonly']);

function isReachedIn(scope: Scope, parts: readonly { readonly type: TypeText }[]): boolean {
  return parts.every((part) => isReached(scope, part.type));
}

function isReachedMember(scope: Scope, member: ObjectMember): boolean {
  // Only a function that is an argument itself is adapted.
  return member.kind === 'property' && member.type.shape.kind !== 'function' && isReached(scope, member.type);
}

function namesWrapped(scope: Scope, type: TypeText): boolean {
  return type.names.some((name: NameSpan) => !name.value && isWrapped(scope, name.name));
}

function isWrapped(scope: Scope, name: string): boolean {
  return !scope.typeParameters.has(name) && scope.wrapped.isWrapped(name);
}

/** An argument that holds a wrapper where none is unwrapped. */
export function notReached(scope: Scope, parameter: string, type: TypeText): Problem {
  return {
    rule: 'not-plannable',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} takes \`${parameter}: ${type.text}\`, which holds a wrapped class where no rule unwraps it`,
    fix: 'omit the member with that reason, or teach codegen/plan/classes/plan-argument.ts and codegen/plan/types/unwrapped-places.ts the shape',
    at: scope.place,
  };
}
