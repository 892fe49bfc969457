import type { PlannedParameter } from '../../frameworks/framework.js';
import type { DriverClass, DriverMethod, Signature } from '../../model/driver.js';
import { ancestors } from '../../model/lookup.js';
import type { ClassPair } from '../../reconcile/reconcile.js';
import { argumentCode, planArgument } from '../classes/plan-argument.js';
import { delegateType } from '../classes/class-base.js';
import { type Code, list } from '../text/layout.js';
import type { LazyScope, MemberScope } from '../member-scope.js';
import { forwarded } from '../classes/plan-signature.js';
import type { TypeText } from '../../model/types/type-text.js';

const RUNS = '../internal/runs.js';
const SESSIONS = '../internal/sessions.js';
const CLOSING = '../internal/closing.js';
const RESTART = '../internal/restart.js';
const READING = '../internal/reading.js';

/** What the spec says of runs, for the classes that have some and for what extends them. */
export function lazyScope(driver: Parameters<typeof ancestors>[0], pairs: readonly ClassPair[]): LazyScope {
  const lineage = (name: string): ClassPair[] =>
    [name, ...ancestors(driver, name)].flatMap((each) => pairs.filter((pair) => pair.class.name === each));
  const ofRun = (name: string) => lineage(name).flatMap((pair) => pair.spec.claims.filter((claim) => claim.run));
  return {
    isCursor: (name) => ofRun(name).length > 0,
    isOfRun: (name, member) => ofRun(name).some((claim) => claim.member === member && !claim.static),
    roleOf: (name, role) => lineage(name).flatMap((pair) => pair.spec.roles[role]?.name ?? [])[0],
    closerOf: (name) =>
      lineage(name)
        .flatMap((pair) => pair.spec.claims)
        .find((claim) => claim.member === '[Symbol.asyncDispose]')?.through[0]?.name,
  };
}

/** `options = snapshot(options)`: what a lazy method is called with is taken then, and not when it runs. */
export function snapshots(scope: MemberScope, member: DriverMethod, parameters: readonly PlannedParameter[]): Code[] {
  if (scope.lazy === undefined) return [];
  const makesCursor = returnsCursor(scope, member);
  return parameters.flatMap((parameter, at) => {
    const plan = planArgument(scope, member.overloads.map(forwarded), at);
    const isPipeline = makesCursor && isArray(member.overloads, at);
    if (plan.paths.length === 0 && !isPipeline) return [];
    return [[`${parameter.name} = `, scope.imports.ours('snapshot', '../internal/source.js'), `(${parameter.name})`]];
  });
}

/** Whether every overload gives a cursor or change stream, which is a recipe in a lazy framework. */
export function returnsCursor(scope: MemberScope, member: DriverMethod): boolean {
  return (
    scope.lazy !== undefined &&
    scope.role === 'wrapper' &&
    member.overloads.every(({ returns: { shape } }) => shape.kind === 'reference' && scope.lazy?.isCursor(shape.name))
  );
}

function isArray(overloads: readonly Signature[], at: number): boolean {
  return overloads.some((overload) => overload.parameters[at]?.type.shape.kind === 'array');
}

/** The arguments of a call that makes a driver's cursor. */
export interface CursorArguments {
  readonly code: readonly Code[];
  /** Whether a run may add to the options. */
  readonly extended: boolean;
  /** The driver's object that makes the cursor, and its options: a run looks there for its client, session and signal. */
  readonly origin: readonly Code[];
}

/**
 * The arguments of a call that makes a driver's cursor: a pipeline is copied for each run, since the driver appends to
 * it, and a run may add to the options.
 */
export function cursorArguments(
  scope: MemberScope,
  overloads: readonly Signature[],
  parameters: readonly PlannedParameter[],
): CursorArguments {
  const plans = parameters.map((_, at) => planArgument(scope, overloads, at));
  const last = plans.findLastIndex((plan) => plan.paths.length > 0);
  const code = parameters.map((parameter, at): Code => {
    const plan = plans[at];
    if (plan === undefined) return parameter.name;
    if (at === last) {
      const extended: Code = [
        scope.imports.ours('extend', '../internal/source.js'),
        list('(', [parameter.name, scope.imports.local('more')], ')'),
      ];
      return argumentCode(scope, plan, parameter, extended);
    }
    if (isArray(overloads, at)) return [scope.imports.ours('snapshot', '../internal/source.js'), `(${parameter.name})`];
    return argumentCode(scope, plan, parameter);
  });
  const options = parameters[last]?.name;
  const constructed = plans.findIndex((plan) => plan.wrapper);
  const owner = code[constructed] ?? 'this.delegate';
  return { code, extended: last >= 0, origin: options === undefined ? [] : [owner, options] };
}

/** `recipe(classes.FindCursor, (more) => this.delegate.find(filter, ...), this.delegate, options)` */
export function recipeCode(scope: MemberScope, className: string, call: Code, given: CursorArguments): Code {
  const classes = scope.imports.ours('classes', './classes.js');
  return [
    scope.imports.ours('recipe', '../internal/recipe.js'),
    list('(', [`${classes}.${className}`, ...sourceArguments(scope, call, given)], ')'),
  ];
}

/** `(more) => this.delegate.find(filter, ...), this.delegate, options` */
export function sourceArguments(scope: MemberScope, call: Code, { extended, origin }: CursorArguments): Code[] {
  return [[extended ? `(${scope.imports.local('more')}) => ` : '() => ', call], ...origin];
}

/** `(cursor: driver.FindCursor<TSchema>) => cursor.limit(value)` */
export function onCursor(scope: MemberScope, declared: DriverClass, body: Code): Code {
  return [`(${scope.imports.local('cursor')}: ${delegateType(scope, declared)}) => `, body];
}

/**
 * The call of a command as a lazy framework makes it: `during(this.delegate, () => this.delegate.next())` in a run,
 * or `closeRun(this.delegate)` for the member that closes it; what ends a client or a session waits for the runs that are
 * being closed; a command that may belong to a session is noted as one of it.
 *
 * @param options - the parameter that may name a session
 */
export function lazyCommand(scope: MemberScope, member: DriverMethod, call: Code, options?: string): Code {
  if (scope.lazy === undefined || scope.role === 'recipe') return call;
  const isCloser = !member.static && member.name === scope.lazy.closerOf(scope.class.name);
  if (scope.role === 'wrapper') {
    const ended = list('(', ['[this.delegate]', ['() => ', call]], ')');
    if (isCloser) return [scope.imports.ours('afterRuns', CLOSING), ended];
    return options === undefined ? call : [scope.imports.ours('inSession', SESSIONS), list('(', [options, call], ')')];
  }
  if (isCloser) return `${scope.imports.ours('closeRun', CLOSING)}(this.delegate)`;
  return [scope.imports.ours('during', RUNS), list('(', ['this.delegate', ['() => ', call]], ')')];
}

/** Whether a path inside options leads to the session of a command. */
export function isSession(path: readonly string[]): boolean {
  return path.length === 1 && path[0] === 'session';
}

/**
 * The call of a method of a run: `reading(this.delegate, this.delegate.stream())`, since who reads what it gives reads
 * the run, and `restart(this.delegate, () => this.delegate.rewind())`.
 */
export function lazyMethod(scope: MemberScope, member: DriverMethod, call: Code): Code {
  if (scope.role !== 'run') return call;
  if (member.name === scope.lazy?.roleOf(scope.class.name, 'restart'))
    return [scope.imports.ours('restart', RESTART), list('(', ['this.delegate', ['() => ', call]], ')')];
  const isRead = member.overloads.every(({ returns }) => givesStream(returns));
  return isRead ? [scope.imports.ours('reading', READING), list('(', ['this.delegate', call], ')')] : call;
}

/** `Readable & AsyncIterable<T>` */
function givesStream({ shape }: TypeText): boolean {
  return shape.kind === 'intersection' && shape.parts.some((part) => part.type.shape.kind === 'async-iterable');
}

/**
 * What a lazy framework constructs for a command, and closes if that is given up: `closedWith(new this(url), signal,
 * (made) => made.delegate.close())`.
 */
export function givenUp(scope: MemberScope, made: Code): Code {
  const closer = scope.lazy?.closerOf(scope.class.name);
  if (closer === undefined) return made;
  const name = scope.imports.local('made');
  const close = `(${name}) => ${name}.delegate.${closer}()`;
  return [
    scope.imports.ours('closedWith', '../internal/cancellation.js'),
    list('(', [made, scope.imports.local('signal'), close], ')'),
  ];
}

/**
 * The object on which a protocol member of the driver is called in a lazy framework, where no member of ours is a
 * promise.
 */
export function protocolReceiver(scope: MemberScope, through: readonly string[]): Code {
  const closer = scope.lazy?.closerOf(scope.class.name);
  if (scope.role === 'recipe' || closer === undefined || !through.includes(closer)) return 'this.delegate';
  const names = [closer, ...through.filter((name) => name !== closer)].map((name) => `'${name}'`);
  if (scope.role === 'run')
    return [scope.imports.ours('driving', READING), list('(', ['this.delegate', ...names], ')')];
  const toPromise = scope.imports.ours('toPromise', './runtime.js');
  return [
    scope.imports.ours('throughRuns', '../internal/iterate.js'),
    list('(', ['this.delegate', 'this', toPromise, ...names], ')'),
  ];
}
