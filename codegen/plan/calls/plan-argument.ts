import type { PlannedParameter } from '../../frameworks/contract/told.js';
import { functionOf } from '../../model/derive-kind.js';
import { takesSignal } from '../../model/values/takes-signal.js';
import type { Parameter, Signature, TypeText } from '../../model/types/type-text.js';
import { promised } from '../../model/values/promises.js';
import { contextArguments } from '../told/framework-names.js';
import { type Scope, within } from '../scope.js';
import { type Code, list } from '../text/layout.js';
import { stringLiteral } from '../text/names.js';
import { handedWrapper, planWrap } from '../types/plan-result.js';
import { isReached, notReached } from '../types/unwrapped-places.js';

/** How one argument is converted for the driver, over all overloads that have an argument at that position. */
export interface ArgumentPlan {
  /** Whether the value itself may be a wrapper. */
  readonly wrapper: boolean;
  /** The keys that lead to wrappers inside it. */
  readonly paths: readonly (readonly string[])[];
  /** Whether the options take an AbortSignal. */
  readonly abortable: boolean;
  /** For a user's function that gets driver objects: how each of its arguments is wrapped. */
  readonly executor: ExecutorPlan | undefined;
  /** Whether the driver's type may be `never`, to which not even `any` is assignable. */
  readonly never: boolean;
}

/** Whether a type may resolve to `never`, to which nothing else is assignable, not even `any`. */
function mayBeNever({ shape }: TypeText): boolean {
  switch (shape.kind) {
    case 'never':
    case 'other':
    case 'keyof':
    case 'indexed':
      return true;
    case 'parenthesized':
      return mayBeNever(shape.of.type);
    case 'union':
      return shape.parts.every((part) => mayBeNever(part.type));
    case 'intersection':
      return shape.parts.some(({ type }) => !['reference', 'object', 'function'].includes(type.shape.kind));
    default:
      return false;
  }
}

export interface ExecutorPlan {
  readonly wraps: readonly (Code | undefined)[];
  /** Whether it is asynchronous, so that users pass one of the framework's own kind. */
  readonly promises: boolean;
}

/** Plans the argument at one position from every overload that declares one there. */
export function planArgument(scope: Scope, overloads: readonly Signature[], position: number): ArgumentPlan {
  return planTypes(
    overloads.flatMap((overload) => {
      const parameter = overload.parameters[position];
      return parameter === undefined ? [] : [{ parameter, scope: within(scope, overload.typeParameters) }];
    }),
  );
}

function planTypes(
  types: readonly { readonly parameter: Pick<Parameter, 'name' | 'type'>; readonly scope: Scope }[],
): ArgumentPlan {
  const paths = new Map<string, readonly string[]>();
  let executor: ArgumentPlan['executor'];
  let abortable = false;
  for (const { parameter, scope: inner } of types) {
    if (!isReached(inner, parameter.type)) inner.problems.push(notReached(inner, parameter.name, parameter.type));
    for (const path of pathsOf(inner, parameter.type)) paths.set(path.join('.'), path);
    executor ??= planExecutor(inner, parameter.type);
    abortable ||= isAbortable(inner, parameter.type);
  }
  return {
    wrapper: paths.has(''),
    paths: [...paths.values()].filter((path) => path.length > 0),
    abortable,
    executor,
    never: types.some(({ parameter }) => mayBeNever(parameter.type)),
  };
}

/** Plans a single value, such as the one that a property is set to. */
export function planValue(scope: Scope, type: TypeText): ArgumentPlan {
  return planTypes([{ parameter: { name: 'value', type }, scope }]);
}

/** The keys that lead to wrappers. A type parameter never is a class, even if it has the name of one. */
export function pathsOf(scope: Scope, type: TypeText): readonly (readonly string[])[] {
  const isVariable = type.shape.kind === 'reference' && scope.typeParameters.has(type.shape.name);
  return isVariable ? [] : scope.wrapped.pathsOf(type);
}

function isAbortable(scope: Scope, type: TypeText): boolean {
  return scope.framework.evaluation === 'lazy' && scope.wrapped.isObject(type) && takesSignal(scope.driver, type);
}

/** `adapt(fn, classes.ClientSession.wrap)`, for a function whose parameters are driver objects. */
function planExecutor(scope: Scope, type: TypeText): ArgumentPlan['executor'] {
  const signature = functionOf(scope.driver, type);
  if (signature === undefined) return undefined;
  const wraps = signature.parameters.map(({ type: handed, optional }) => {
    const wrap = planWrap(scope, handed);
    return wrap === undefined ? undefined : handedWrapper(wrap, optional);
  });
  const promises = promised(scope.driver, signature.returns) !== undefined;
  // A function type that is written out becomes one of the framework's kind, whatever its parameters.
  const isDressed = promises && isWrittenOut(type);
  return isDressed || wraps.some((wrap) => wrap !== undefined) ? { wraps, promises } : undefined;
}

function isWrittenOut({ shape }: TypeText): boolean {
  if (shape.kind === 'union') return shape.parts.some((part) => isWrittenOut(part.type));
  return shape.kind === 'parenthesized' ? isWrittenOut(shape.of.type) : shape.kind === 'function';
}

/** The argument in the call of the driver. */
export function argumentCode(
  scope: Scope,
  plan: ArgumentPlan,
  parameter: Pick<PlannedParameter, 'name' | 'rest'> & { readonly type?: string },
  value: Code = parameter.name,
): Code {
  const { imports } = scope;
  let code = value;
  if (plan.executor !== undefined) {
    const { promises, wraps } = plan.executor;
    const signal = promises && scope.framework.evaluation === 'lazy' ? [imports.local('signal')] : [];
    const context = promises ? contextArguments(scope) : [];
    const adapt = promises ? imports.ours('adapt', './runtime.js') : imports.ours('handing', '../internal/handing.js');
    code = [adapt, list('(', [code, ...signal, ...context, ...wraps.map((wrap) => wrap ?? 'undefined')], ')')];
  }
  if (plan.wrapper) code = [imports.ours('unwrap', '../internal/unwrap.js'), list('(', [code], ')')];
  for (const path of plan.paths) {
    const keys = path.map(stringLiteral);
    code = [imports.ours('unwrapOptions', '../internal/unwrap.js'), list('(', [code, ...keys], ')')];
  }
  if (plan.never && parameter.type === 'any') code = [code, ' as never'];
  return parameter.rest ? ['...', code] : code;
}
