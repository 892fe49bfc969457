import { fixInGenerator } from '../../common/project/fix-in-generator.js';
import type { Problem } from '../../common/problem.js';
import { functionOf } from '../../model/derive-kind.js';
import type { Signature, TypeText } from '../../model/types/type-text.js';
import { type Scope, within } from '../scope.js';
import { isWrappedWhole, namesWrapped } from './plan-result.js';
import { FIELDS_OF } from './wrapped-types.js';

/**
 * Whether all wrapped classes in the type of an argument are in places where wrappers are unwrapped: the argument
 * itself, a field of options, a parameter of a user's function. In a list, for example, the driver would get a wrapper.
 */
export function isReached(scope: Scope, type: TypeText): boolean {
  // A function is only adapted if it is an argument itself.
  const signature = functionOf(scope.driver, type);
  return signature === undefined ? isReachedInside(scope, type) : isAdapted(scope, signature);
}

/** The arguments of a user's function are wrapped, but its result is not unwrapped. */
function isAdapted(scope: Scope, { parameters, returns, typeParameters }: Signature): boolean {
  const inner = within(scope, typeParameters);
  return (
    !namesWrapped(inner, returns) &&
    parameters.every(({ type, rest }) => (rest ? !namesWrapped(inner, type) : isWrappedWhole(inner, type)))
  );
}

function isReachedInside(scope: Scope, type: TypeText): boolean {
  if (!namesWrapped(scope, type)) return true;
  const { shape } = type;
  switch (shape.kind) {
    case 'reference': {
      const inArguments = shape.arguments.some((part) => namesWrapped(scope, part.type));
      return isWrapped(scope, shape.name)
        ? !inArguments
        : FIELDS_OF.has(shape.name) && isReachedIn(scope, shape.arguments);
    }
    case 'union':
      return isReachedIn(scope, shape.parts);
    case 'intersection':
      return shape.parts.every(({ type: part }) => !isClass(scope, part) && isReachedInside(scope, part));
    case 'parenthesized':
      return isReachedInside(scope, shape.of.type);
    case 'object':
      return shape.members.every((member) => member.kind === 'property' && isReachedInside(scope, member.type));
    default:
      return false;
  }
}

/** Whether a type is just a class. An object of a class with additional fields is not a wrapper. */
function isClass(scope: Scope, { shape }: TypeText): boolean {
  if (shape.kind === 'union') return shape.parts.some((part) => isClass(scope, part.type));
  return shape.kind === 'parenthesized'
    ? isClass(scope, shape.of.type)
    : shape.kind === 'reference' && isWrapped(scope, shape.name);
}

function isReachedIn(scope: Scope, parts: readonly { readonly type: TypeText }[]): boolean {
  return parts.every((part) => isReachedInside(scope, part.type));
}

function isWrapped(scope: Scope, name: string): boolean {
  return !scope.typeParameters.has(name) && scope.wrapped.isWrapped(name);
}

/** The problem that an argument may contain a wrapper in a place where none is unwrapped. */
export function notReached(scope: Scope, parameter: string, type: TypeText): Problem {
  return {
    rule: 'not-plannable',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} takes \`${parameter}: ${type.text}\`, which holds a wrapped class where no rule unwraps it`,
    fix: fixInGenerator(
      'teach codegen/plan/calls/plan-argument.ts and codegen/plan/types/unwrapped-places.ts the shape',
      'omit the member with that reason',
    ),
    at: scope.place,
  };
}
