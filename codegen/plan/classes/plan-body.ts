import { firstItem } from '../../common/first-item.js';
import type { Problem } from '../../common/problem.js';
import type { CommandBody, PlannedParameter, PlannedSignature } from '../../frameworks/framework.js';
import type { DriverMethod } from '../../model/driver.js';
import type { Signature } from '../../model/types/type-text.js';
import { promised } from '../../model/values/promises.js';
import type { Claim } from '../../spec/spec.js';
import { cursorArguments, onCursor, recipeCode, returnsCursor, snapshots } from '../lazy/recipes.js';
import { givenUp, isSession, lazyCommand, lazyMethod } from '../lazy/runs.js';
import { accessTo } from '../member-names.js';
import type { MemberScope } from '../member-scope.js';
import type { Scope } from '../scope.js';
import { type Code, flat, list } from '../text/layout.js';
import { ofDriver } from '../types/driver-names.js';
import { inheritsWrap, type Result } from '../types/plan-result.js';
import { delegateType } from './class-base.js';
import { isFactory, isThisPromise } from './factory.js';
import { argumentCode, type ArgumentPlan, planArgument } from './plan-argument.js';
import { forwarded } from './plan-signature.js';

export type BodySignatures = readonly (PlannedSignature & { readonly result: Result; readonly source: Signature })[];

/** What the body of a method is planned from. */
export interface BodyRequest {
  readonly member: DriverMethod;
  readonly claim: Claim;
  readonly signatures: BodySignatures;
  /** The driver's parameters, as the implementation names them. */
  readonly parameters: readonly PlannedParameter[];
  /** Whether the implementation stands behind overloads, and is untyped. */
  readonly overloaded: boolean;
}

/**
 * The statements of a method: the one call of the driver's, its result wrapped, in the framework's dress where it is
 * asynchronous.
 */
export function planBody(scope: MemberScope, request: BodyRequest): CommandBody {
  const { claim, member, parameters } = request;
  if (claim.kind !== 'command' && claim.kind !== 'executor') {
    scope.problems.push(...withoutSignal(scope, planArguments(scope, request)));
    return { statements: valueStatements(scope, request) };
  }

  const plans = planArguments(scope, request);
  const isAbortable =
    scope.lazy !== undefined &&
    (isFactory(scope, member) || plans.some((plan) => plan.abortable || plan.executor?.promises === true));
  const body = scope.framework.command({
    class: scope.class.name,
    member: member.name,
    promise: promiseCode(scope, request, plans),
    throws: isFactory(scope, member),
    signal: isAbortable ? scope.imports.local('signal') : undefined,
    cursor:
      scope.role === 'recipe' ? `${scope.imports.local('cursor')}: ${delegateType(scope, scope.class)}` : undefined,
    parameters,
    overloads: request.signatures,
    runtime: runtimeOf(scope),
  });
  return { ...body, statements: [...snapshots(scope, member, parameters), ...body.statements] };
}

function staticCursor(scope: MemberScope): Problem {
  return {
    rule: 'not-plannable',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} is static and gives a cursor, where a recipe needs the object that makes one for each run`,
    fix: 'omit the member with that reason',
    at: scope.place,
  };
}

/** An asynchronous function of the user's is told to stop by the command that takes it. */
export function withoutSignal(scope: MemberScope, plans: readonly ArgumentPlan[]): Problem[] {
  if (scope.lazy === undefined || !plans.some((plan) => plan.executor?.promises === true)) return [];
  return [
    {
      rule: 'not-plannable',
      severity: 'error',
      subject: scope.subject,
      message: `${scope.subject} takes an asynchronous function and is no command, by which that could be told to stop`,
      fix: 'omit the member with that reason, or teach codegen/plan/classes/plan-argument.ts to do without',
      at: scope.place,
    },
  ];
}

function planArguments(scope: MemberScope, { member, parameters }: BodyRequest): ArgumentPlan[] {
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
  const options = parameters.find((_, at) => plans[at]?.paths.some((path) => isSession(path)));
  const driven = lazyCommand(scope, member, call, options?.name);
  if (signatures.every((each) => isThisPromise(each.source))) return [driven, '.then(() => this)'];
  const wrapper = commonWrapper(scope, signatures);
  return wrapper === undefined
    ? driven
    : [driven, '.then', list('(', [asOneFunction(scope, signatures, wrapper)], ')')];
}

/** A `wrap` with overloads is called by one of them: of a function that it is handed, `then` takes the last. */
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
  if (scope.lazy === undefined) return [made, call];
  return [runtimeOf(scope)('toPromise'), list('(', [[givenUp(scope, made), call]], ')')];
}

/** `withSignal(unwrapOptions(options, 'session'), signal)`, where a lazy framework's command can be told to stop. */
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
function callCode(scope: MemberScope, { member, overloaded }: BodyRequest, args: readonly Code[]): Code {
  // The implementation behind overloads is untyped, so that the driver's own overloads need no arguments there.
  const names = overloaded ? [] : firstItem(member.overloads).typeParameters.map((each) => each.name);
  const typeArguments = names.length === 0 ? '' : { ...list('<', names, '>'), isArguments: true };
  return [accessTo(scope, receiverOf(scope, member), member), typeArguments, list('(', args, ')')];
}

function receiverOf(scope: MemberScope, member: DriverMethod): string {
  if (member.static) return ofDriver(scope, scope.class.name, 'value');
  return scope.role === 'recipe' ? scope.imports.local('cursor') : 'this.delegate';
}

/** Overloads share one body, so that they must agree on how their results are wrapped. */
function commonWrapper(scope: MemberScope, signatures: BodySignatures): Code | undefined {
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
    message: `${scope.subject} has overloads whose results are wrapped in different ways, and one body has to serve them`,
    fix: 'omit the member with that reason, or teach codegen/plan/classes/plan-member.ts to tell the overloads apart',
    at: scope.place,
  };
}

/** What a synchronous method gives: a recipe, itself for a chain, a wrapper, the driver's value, or nothing. */
function valueStatements(scope: MemberScope, request: BodyRequest): Code[] {
  const { member, parameters, signatures } = request;
  if (returnsCursor(scope, member)) {
    if (member.static) scope.problems.push(staticCursor(scope));
    const given = cursorArguments(scope, member.overloads.map(forwarded), parameters);
    const { shape } = firstItem(signatures).source.returns;
    const name = shape.kind === 'reference' ? shape.name : '';
    return [
      ...snapshots(scope, member, parameters),
      ['return ', recipeCode(scope, name, callCode(scope, request, given.code), given)],
    ];
  }
  const plans = planArguments(scope, request);
  const args = parameters.map((parameter, at) =>
    argumentCode(scope, plans[at] ?? planArgument(scope, [], at), parameter),
  );
  const call = lazyMethod(scope, member, callCode(scope, request, args));
  return scope.role === 'recipe' ? recipeStatements(scope, request, call) : wrapperStatements(scope, signatures, call);
}

/**
 * A chain gives another recipe, and what copies gives the recipe itself; anything else is asked of a cursor made for
 * it.
 */
function recipeStatements(scope: MemberScope, { member, claim, parameters }: BodyRequest, call: Code): Code[] {
  if (claim.kind !== 'chain') return [['return this.read', list('(', [onCursor(scope, scope.class, call)], ')')]];
  if (member.name === scope.lazy?.roleOf(scope.class.name, 'copy')) return ['return this'];
  const isTransform = member.name === scope.lazy?.roleOf(scope.class.name, 'transform');
  const transform = isTransform ? parameters.map((each) => each.name) : [];
  return [['return this.step', list('(', [onCursor(scope, scope.class, call), ...transform], ')')]];
}

function wrapperStatements(scope: MemberScope, signatures: BodySignatures, call: Code): Code[] {
  if (signatures.every((each) => each.source.returns.shape.kind === 'this')) return [call, 'return this'];
  if (signatures.every((each) => each.source.returns.text === 'void')) return [call];
  const wrapped = signatures.filter((each) => each.source.returns.shape.kind !== 'this');
  const wrapper = commonWrapper(scope, wrapped);
  if (wrapper === undefined) return [['return ', call]];
  // A chain gives back the driver's own object, and `wrap` has one wrapper for one object.
  if (typeof wrapper === 'string') return [['return ', wrapper, list('(', [call], ')')]];
  const result = scope.imports.local('result');
  return [
    [`const ${result} = `, call],
    ['return ', firstItem(wrapped).result.wrap?.(result) ?? result],
  ];
}

/** Imports something of the framework's runtime and gives its local spelling. */
export function runtimeOf(scope: Scope): (name: string) => string {
  return (name) => scope.imports.ours(name, './runtime.js');
}
