import { functionOf } from '../../model/derive-kind.js';
import { effectiveFields } from '../../model/fields/effective-fields.js';
import { SIGNAL_OPTION, SIGNAL_TYPE } from '../../model/mongodb-words.js';
import type { Parameter, Signature, TypeText } from '../../model/types/type-text.js';
import { type Scope, within } from '../scope.js';
import { type Code, list } from '../text/layout.js';
import { planWrap } from '../types/plan-result.js';
import { isReached, notReached } from '../types/unwrapped-places.js';

/** What has to happen to one argument on its way to the driver, over all overloads that have one at that position. */
export interface ArgumentPlan {
  /** The value itself may be a wrapper. */
  readonly wrapper: boolean;
  /** Keys that lead to wrappers inside it. */
  readonly paths: readonly (readonly string[])[];
  /** Whether the options take an AbortSignal. */
  readonly abortable: boolean;
  /** A user's function that gets driver objects: how each of its arguments is wrapped. */
  readonly executor: readonly (Code | undefined)[] | undefined;
}

/** Plans the argument at one position from every overload that declares one there. */
export function planArgument(scope: Scope, overloads: readonly Signature[], position: number): ArgumentPlan {
  const types = overloads.flatMap((overload) => {
    const parameter = overload.parameters[position];
    return parameter === undefined ? [] : [{ parameter, scope: within(scope, overload.typeParameters) }];
  });
  const paths = new Map<string, readonly string[]>();
  let executor: ArgumentPlan['executor'];
  let abortable = false;
  for (const { parameter, scope: inner } of types) {
    if (!isReached(inner, parameter.type)) inner.problems.push(notReached(inner, parameter.name, parameter.type));
    for (const path of pathsOf(inner, parameter.type)) paths.set(path.join('.'), path);
    executor ??= planExecutor(inner, parameter.type);
    abortable ||= takesSignal(inner, parameter.type);
  }
  return {
    wrapper: paths.has(''),
    paths: [...paths.values()].filter((path) => path.length > 0),
    abortable,
    executor,
  };
}

/** A type parameter is no class, also where it is called like one. */
function pathsOf(scope: Scope, type: TypeText): readonly (readonly string[])[] {
  const isVariable = type.shape.kind === 'reference' && scope.typeParameters.has(type.shape.name);
  return isVariable ? [] : scope.wrapped.pathsOf(type);
}

function takesSignal(scope: Scope, type: TypeText): boolean {
  if (scope.framework.evaluation === 'eager' || !scope.wrapped.isObject(type)) return false;
  return (
    effectiveFields(scope.driver, type)
      .fields.get(SIGNAL_OPTION)
      ?.type.names.some((name) => name.name === SIGNAL_TYPE) ?? false
  );
}

/** `adapt(fn, classes.ClientSession.wrap)`, where a function's own parameters are driver objects. */
function planExecutor(scope: Scope, type: TypeText): ArgumentPlan['executor'] {
  const signature = functionOf(scope.driver, type);
  if (signature === undefined) return undefined;
  const wraps = signature.parameters.map((parameter) => planWrap(scope, parameter.type)?.wrapper);
  return wraps.some((wrap) => wrap !== undefined) ? wraps : undefined;
}

/** The argument as the call of the driver writes it. */
export function argumentCode(
  scope: Scope,
  plan: ArgumentPlan,
  parameter: Pick<Parameter, 'name' | 'rest'>,
  value: Code = parameter.name,
): Code {
  const { imports } = scope;
  let code = value;
  if (plan.executor !== undefined) {
    const wraps = plan.executor.map((wrap) => wrap ?? 'undefined');
    const signal = scope.framework.evaluation === 'lazy' ? [imports.local('signal')] : [];
    code = [imports.ours('adapt', './runtime.js'), list('(', [code, ...signal, ...wraps], ')')];
  }
  if (plan.wrapper) code = [imports.ours('unwrap', '../internal/unwrap.js'), list('(', [code], ')')];
  for (const path of plan.paths) {
    const keys = path.map((key) => `'${key}'`);
    code = [imports.ours('unwrapOptions', '../internal/unwrap.js'), list('(', [code, ...keys], ')')];
  }
  return parameter.rest ? ['...', code] : code;
}
