import { fixInGenerator } from '../../common/project/fix-in-generator.js';
import { firstItem } from '../../common/first-item.js';
import type { CommandBody } from '../../frameworks/contract/given.js';
import type { PlannedParameter, PlannedSignature } from '../../frameworks/contract/told.js';
import type { DriverMethod } from '../../model/driver.js';
import type { Signature } from '../../model/types/type-text.js';
import { promised } from '../../model/values/promises.js';
import type { Claim } from '../../spec/spec.js';
import { snapshots } from '../lazy/recipes.js';
import { givenUp, isSession, lazyCommand } from '../lazy/runs.js';
import { accessTo } from '../member-names.js';
import { contextArguments, contextName, runtimeOf } from '../told/framework-names.js';
import type { MemberScope, OwnScope } from '../member-scope.js';
import { type Code, flat, list } from '../text/layout.js';
import { ofDriver } from '../types/driver-names.js';
import { inheritsWrap, type Result } from '../types/plan-result.js';
import { delegateType } from '../classes/class-base.js';
import { isFactory, isThisPromise } from './factory.js';
import { argumentCode, type ArgumentPlan, planArgument } from './plan-argument.js';
import { nullableOf } from './plan-nullable.js';
import { forwarded } from '../members/plan-signature.js';

export type BodySignatures = readonly (PlannedSignature & { readonly result: Result; readonly source: Signature })[];

/** What planning the body of a method needs. */
export interface BodyRequest {
  readonly member: DriverMethod;
  readonly claim: Claim;
  readonly signatures: BodySignatures;
  /** The driver's parameters, with the names in the implementation. */
  readonly parameters: readonly PlannedParameter[];
  /** Whether the implementation has overloads, so that it is untyped. */
  readonly overloaded: boolean;
}

/** The body of a command: the driver's call with its result wrapped, inside the framework's own code. */
export function planCommand(scope: OwnScope, request: BodyRequest): CommandBody {
  const { member, parameters, signatures } = request;
  const plans = planArguments(scope, request);
  const handsOn = isFactory(scope, member) || plans.some((plan) => plan.executor?.promises === true);
  const isAbortable = scope.lazy !== undefined && (handsOn || plans.some((plan) => plan.abortable));
  const body = scope.framework.command({
    member: scope.member,
    promise: promiseCode(scope, request, plans),
    throws: isFactory(scope, member),
    signal: isAbortable ? scope.imports.local('signal') : undefined,
    context: handsOn ? contextName(scope) : undefined,
    cursor:
      scope.role === 'recipe' ? `${scope.imports.local('cursor')}: ${delegateType(scope, scope.class)}` : undefined,
    get nullable() {
      const giving = signatures.map(({ source, nullable = false }) => ({ source, nullable }));
      return nullableOf(scope, giving, parameters);
    },
    parameters,
    overloads: signatures,
    runtime: runtimeOf(scope),
  });
  return { ...body, statements: [...snapshots(scope, member, parameters), ...body.statements] };
}

export function planArguments(scope: MemberScope, { member, parameters }: BodyRequest): ArgumentPlan[] {
  const overloads = member.overloads.map(forwarded);
  const plans = parameters.map((_, at) => planArgument(scope, overloads, at));
  const isUnabortable = member.name === scope.lazy?.roleOf(scope.class.name, 'unabortable');
  return isUnabortable ? plans.map((plan) => ({ ...plan, abortable: false })) : plans;
}

/** The call with its result wrapped: `this.delegate.rename(newName).then(classes.Collection.wrap)`. */
function promiseCode(scope: MemberScope, request: BodyRequest, plans: readonly ArgumentPlan[]): Code {
  const { member, signatures, parameters } = request;
  if (isFactory(scope, member)) return factoryCode(scope, request);
  const code = parameters.map((parameter, at) => abortableArgument(scope, plans[at], parameter));
  const call = callCode(scope, request, code);
  // If several parameters may be the options, the last one that is passed is.
  const options = parameters.filter((_, at) => plans[at]?.paths.some((path) => isSession(path))).toReversed();
  const named = options.length === 0 ? undefined : options.map((each) => each.name).join(' ?? ');
  const driven = lazyCommand(scope, member, call, named);
  if (signatures.every((each) => isThisPromise(each.source))) return [driven, '.then(() => this)'];
  const wrapper = commonWrapper(scope, signatures);
  return wrapper === undefined
    ? driven
    : [driven, '.then', list('(', [asOneFunction(scope, signatures, wrapper)], ')')];
}

/** A `wrap` with overloads is called explicitly, since `then` would use the last overload of the function. */
function asOneFunction(scope: MemberScope, signatures: BodySignatures, wrapper: Code): Code {
  const [first] = signatures;
  const shape = first && promised(scope.driver, first.source.returns)?.shape;
  const isOverloaded = shape?.kind === 'reference' && inheritsWrap(scope, shape.name);
  return isOverloaded ? ['(value) => ', first?.result.wrap?.('value') ?? 'value'] : wrapper;
}

/** `new this(url, options).connect()`, as a promise. */
function factoryCode(scope: MemberScope, { member, parameters }: BodyRequest): Code {
  const names = parameters.map((each) => each.name);
  const made: Code = ['new this', list('(', names, ')')];
  const call = `${accessTo(scope, '', member)}()`;
  const { toPromise } = scope.framework;
  if (toPromise === undefined) return [made, call];
  const value: Code = [scope.lazy === undefined ? made : givenUp(scope, made), call];
  return [runtimeOf(scope)(toPromise), list('(', [value, ...contextArguments(scope)], ')')];
}

/** `withSignal(unwrapOptions(options, 'session'), signal)`, if the driver can abort a lazy framework's command. */
function abortableArgument(scope: MemberScope, plan: ArgumentPlan | undefined, parameter: PlannedParameter): Code {
  if (plan === undefined) return parameter.name;
  const code = argumentCode(scope, plan, parameter);
  if (!plan.abortable || scope.role !== 'wrapper') return code;
  return [
    scope.imports.ours('withSignal', '../internal/cancellation.js'),
    list('(', [code, scope.imports.local('signal')], ')'),
  ];
}

/** `this.delegate.find<T>(filter, unwrapOptions(options, 'session'))` */
export function callCode(scope: MemberScope, { member, overloaded }: BodyRequest, args: readonly Code[]): Code {
  // The implementation of overloads is untyped, so no type arguments are needed.
  const names = overloaded ? [] : firstItem(member.overloads).typeParameters.map((each) => each.name);
  const typeArguments = names.length === 0 ? '' : { ...list('<', names, '>'), isArguments: true };
  return [accessTo(scope, receiverOf(scope, member), member), typeArguments, list('(', args, ')')];
}

function receiverOf(scope: MemberScope, member: DriverMethod): string {
  if (member.static) return ofDriver(scope, scope.class.name, 'value');
  return scope.role === 'recipe' ? scope.imports.local('cursor') : 'this.delegate';
}

/** Overloads share one body, so they must agree on how their results are wrapped. */
export function commonWrapper(scope: MemberScope, signatures: BodySignatures): Code | undefined {
  const wrappers = signatures.map((each) => each.result.wrapper);
  const [wrapper] = wrappers;
  if (wrappers.some((each) => spelledOnce(each) !== spelledOnce(wrapper))) scope.problems.push(disagreement(scope));
  return wrapper;
}

function spelledOnce(code: Code | undefined): string | undefined {
  return code === undefined ? undefined : flat(code);
}

function disagreement(scope: MemberScope) {
  return {
    rule: 'not-plannable',
    severity: 'error' as const,
    subject: scope.subject,
    message: `${scope.subject} has overloads whose results are wrapped in different ways, and one body has to serve them all`,
    fix: fixInGenerator(
      'teach codegen/plan/members/plan-member.ts to tell the overloads apart',
      'omit the member with that reason',
    ),
    at: scope.place,
  };
}
