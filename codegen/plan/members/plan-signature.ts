import type { PlannedParameter, PlannedSignature } from '../../frameworks/contract/told.js';
import { functionOf } from '../../model/derive-kind.js';
import { holdsThis } from '../../model/types/holds-this.js';
import type { Parameter, Signature, TypeParameter, TypeText } from '../../model/types/type-text.js';
import { mayBeFunction } from '../../model/values/may-be-function.js';
import { refusesFunctions } from '../../model/values/refuses-functions.js';
import { promised } from '../../model/values/promises.js';
import { importType, type Scope, within } from '../scope.js';
import { type Code, list } from '../text/layout.js';
import { parameterName } from '../text/names.js';
import { nullability } from '../types/nullability.js';
import { planResult, type Result } from '../types/plan-result.js';
import { declaredExecutor, spell, spellOperand, spellTypeParameters } from '../types/spell.js';
import { notReached } from '../types/unwrapped-places.js';

/** Plans one overload of the driver with the names of wrappers, before a framework changes it. */
export function planSignature(
  scope: Scope,
  signature: Signature,
  bound: readonly TypeParameter[] = [],
): PlannedSignature & { readonly result: Result } {
  const inner = within(scope, signature.typeParameters);
  const resolved = promised(scope.driver, signature.returns);
  const result = planResult(inner, resolved ?? signature.returns);
  const given = resolved && { member: scope.member, ...nullability(inner, resolved) };
  return {
    typeParameters: spellTypeParameters(scope, signature.typeParameters),
    parameters: signature.parameters
      .filter(isForwarded)
      .map((parameter, at) => planParameter(inner, parameter, at, [...bound, ...signature.typeParameters])),
    returns: given === undefined ? result.type : scope.framework.value(result.type, importType(scope), given),
    resolves: given && result.type,
    ...(given !== undefined && { nullable: given.nullable }),
    result,
  };
}

/** Whether a parameter is an argument: `this: Foo` only types the receiver. */
function isForwarded(parameter: Parameter): boolean {
  return parameter.name !== 'this';
}

/** The signature with only the parameters that a call passes on. */
export function forwarded(signature: Signature): Signature {
  return { ...signature, parameters: signature.parameters.filter(isForwarded) };
}

function planParameter(
  scope: Scope,
  parameter: Parameter,
  at: number,
  bound: readonly TypeParameter[],
): PlannedParameter {
  // For users, `this` is the wrapper, and no rule unwraps it in an argument.
  if (holdsThis(parameter.type)) scope.problems.push(notReached(scope, parameter.name, parameter.type));
  return {
    name: parameterName(parameter.name, at),
    ...spelled(scope, parameter.type),
    optional: parameter.optional,
    rest: parameter.rest,
    isFunction: functionOf(scope.driver, parameter.type) !== undefined,
    mayBeFunction: mayBeFunction(scope.driver, parameter.type, bound),
    refusesFunctions: refusesFunctions(scope.driver, parameter.type, bound),
    ...executorOf(scope, parameter.type),
  };
}

/** A user's asynchronous function, also if its type is an alias, for frameworks that change its type. */
function executorOf(scope: Scope, type: TypeText): Pick<PlannedParameter, 'executor'> {
  const signature = functionOf(scope.driver, type);
  const resolved = signature && promised(scope.driver, signature.returns);
  return signature === undefined || resolved === undefined
    ? {}
    : { executor: () => declaredExecutor(scope, signature, resolved) };
}

function spelled(scope: Scope, type: TypeText): Pick<PlannedParameter, 'type' | 'operand'> {
  const whole = spell(scope, type, 'in');
  const operand = spellOperand(scope, type, 'in');
  return operand === whole ? { type: whole } : { type: whole, operand };
}

/** `<T>(filter: Filter<T>, options?: FindOptions): FindCursor<T>`, without name and semicolon. */
export function signatureCode(signature: Omit<PlannedSignature, 'resolves'>): Code {
  const { typeParameters, parameters, returns } = signature;
  return [
    typeParameters.length === 0 ? '' : list('<', typeParameters, '>'),
    {
      ...list('(', parameters.map(parameterCode), ')'),
      first: true,
    },
    returns === '' ? '' : `: ${returns}`,
  ];
}

/** An optional parameter cannot come before a required one. There, its type includes `undefined` instead. */
function parameterCode(parameter: PlannedParameter, at: number, all: readonly PlannedParameter[]): string {
  const { name, type, operand = type, optional, rest } = parameter;
  if (optional && !mayBeLeftOut(all, at)) return `${name}: ${operand} | undefined`;
  return `${rest ? '...' : ''}${name}${optional ? '?' : ''}: ${type}`;
}

function mayBeLeftOut(parameters: readonly PlannedParameter[], at: number): boolean {
  return parameters.slice(at).every((each) => each.optional || each.rest);
}

/**
 * The parameters of an implementation with several overloads. The names are those of the longest list, and a parameter
 * is optional if any overload lacks it. They are untyped: users only see the overloads, and the driver's own overloads
 * type the call.
 */
export function implementationParameters(
  signatures: readonly Pick<PlannedSignature, 'parameters'>[],
): PlannedParameter[] {
  const longest = signatures.map((each) => each.parameters).reduce((a, b) => (b.length > a.length ? b : a), []);
  return longest.map((parameter, at) => ({
    name: parameter.name,
    type: parameter.rest ? 'any[]' : 'any',
    optional: !parameter.rest && signatures.some((each) => mayBeLeftOut(each.parameters, at)),
    rest: parameter.rest,
    isFunction: signatures.some((each) => each.parameters[at]?.isFunction ?? false),
  }));
}

/** Whether an overload has a rest parameter where another has a different one. One body cannot tell them apart. */
export function restsDiffer(overloads: readonly Pick<PlannedSignature, 'parameters'>[]): boolean {
  return overloads.some(({ parameters }) => {
    const at = parameters.findIndex((each) => each.rest);
    return at >= 0 && overloads.some((other) => other.parameters[at]?.rest === false);
  });
}
