import type { PlannedParameter, PlannedSignature } from '../../frameworks/framework.js';
import { functionOf } from '../../model/derive-kind.js';
import type { Parameter, Signature } from '../../model/types/type-text.js';
import { importType, type Scope, within } from '../scope.js';
import { type Code, list } from '../text/layout.js';
import { parameterName } from '../text/names.js';
import { planResult, type Result } from '../types/plan-result.js';
import { spell, spellTypeParameters } from '../types/spell.js';

/** One overload of the driver in the wrappers' names, before a framework adds to it. */
export function planSignature(scope: Scope, signature: Signature): PlannedSignature & { readonly result: Result } {
  const inner = within(scope, signature.typeParameters);
  const { shape } = signature.returns;
  const isPromise = shape.kind === 'promise';
  const result = planResult(inner, isPromise ? shape.of.type : signature.returns);
  return {
    typeParameters: spellTypeParameters(scope, signature.typeParameters),
    parameters: signature.parameters.filter(isForwarded).map((parameter, at) => planParameter(inner, parameter, at)),
    returns: isPromise ? scope.framework.value(result.type, importType(scope)) : result.type,
    resolves: isPromise ? result.type : undefined,
    result,
  };
}

/** `this: Foo` types the receiver and is no argument. */
function isForwarded(parameter: Parameter): boolean {
  return parameter.name !== 'this';
}

/** The signature with the parameters that a call hands on. */
export function forwarded(signature: Signature): Signature {
  return { ...signature, parameters: signature.parameters.filter(isForwarded) };
}

function planParameter(scope: Scope, parameter: Parameter, at: number): PlannedParameter {
  return {
    name: parameterName(parameter.name, at),
    type: spell(scope, parameter.type, 'in'),
    optional: parameter.optional,
    rest: parameter.rest,
    isFunction: functionOf(scope.driver, parameter.type) !== undefined,
  };
}

/** `<T>(filter: Filter<T>, options?: FindOptions): FindCursor<T>`, without name and end. */
export function signatureCode(signature: Omit<PlannedSignature, 'resolves'>): Code {
  const { typeParameters, parameters, returns } = signature;
  return [
    typeParameters.length === 0 ? '' : list('<', typeParameters, '>'),
    { ...list('(', parameters.map(parameterCode), ')'), first: true },
    returns === '' ? '' : `: ${returns}`,
  ];
}

function parameterCode({ name, type, optional, rest }: PlannedParameter): string {
  return `${rest ? '...' : ''}${name}${optional ? '?' : ''}: ${type}`;
}

/**
 * The parameters of the implementation behind several overloads: the longest list's names, optional as soon as one
 * overload does without. Their types are nobody's business: users see the overloads, and the call is typed by the
 * driver's own.
 */
export function implementationParameters(
  signatures: readonly Pick<PlannedSignature, 'parameters'>[],
): PlannedParameter[] {
  const longest = signatures.map((each) => each.parameters).reduce((a, b) => (b.length > a.length ? b : a));
  return longest.map((parameter, at) => ({
    name: parameter.name,
    type: parameter.rest ? 'any[]' : 'any',
    optional: !parameter.rest && signatures.some((each) => each.parameters[at]?.optional ?? true),
    rest: parameter.rest,
    isFunction: signatures.some((each) => each.parameters[at]?.isFunction ?? false),
  }));
}
