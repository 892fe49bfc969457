import type { DriverMethod } from '../../model/driver.js';
import { SESSION_CLASS, SESSION_OPTION } from '../../model/mongodb-words.js';
import type { TypeText } from '../../model/types/type-text.js';
import type { MemberScope } from '../member-scope.js';
import { type Code, list } from '../text/layout.js';
import { propertyAccess } from '../text/names.js';

const RUNS = '../internal/runs.js';
const SESSIONS = '../internal/sessions.js';
const CLOSING = '../internal/closing.js';
const RESTART = '../internal/restart.js';
const READING = '../internal/reading.js';

/**
 * How a lazy framework calls a command. In a run, `during(this.delegate, () => this.delegate.next())`, or
 * `closeRun(this.delegate)` for the member that closes it. A command that ends a client, a session or a transaction
 * waits for the runs that are being closed. A command with a session is tracked by it, except for an executor, which
 * runs such commands.
 *
 * @param options - the name of the parameter that may name a session
 */
export function lazyCommand(scope: MemberScope, member: DriverMethod, call: Code, options?: string): Code {
  if (scope.lazy === undefined || scope.role === 'recipe') return call;
  const isCloser = !member.static && member.name === scope.lazy.closerOf(scope.class.name);
  if (scope.role === 'wrapper') {
    const ended = list('(', ['[this.delegate]', ['() => ', call]], ')');
    const isEnd = isCloser || (scope.class.name === SESSION_CLASS && scope.member?.kind === 'command');
    if (isEnd) return [scope.imports.ours('afterRuns', CLOSING), ended];
    // An executor waits for the commands of its session, so it would wait for itself.
    const isNoted = options !== undefined && scope.member?.kind !== 'executor';
    return !isNoted ? call : [scope.imports.ours('inSession', SESSIONS), list('(', [options, call], ')')];
  }
  if (isCloser) return closed(scope, member, call);
  return [scope.imports.ours('during', RUNS), list('(', ['this.delegate', ['() => ', call]], ')')];
}

/** `closeRun(this.delegate)`. If it has parameters, `closeRun(this.delegate, () => this.delegate.close(options))`. */
function closed(scope: MemberScope, member: DriverMethod, call: Code): Code {
  const takes = member.overloads.some(({ parameters }) => parameters.length > 0);
  return [
    scope.imports.ours('closeRun', CLOSING),
    list('(', ['this.delegate', ...(takes ? [['() => ', call]] : [])], ')'),
  ];
}

/** Whether a path inside options leads to the session of a command. */
export function isSession(path: readonly string[]): boolean {
  return path.length === 1 && path[0] === SESSION_OPTION;
}

/**
 * How a lazy framework calls a method of a run: `reading(this.delegate, this.delegate.stream())`, since reading the
 * stream reads the run, and `restart(this.delegate, () => this.delegate.rewind())`.
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
 * An object that a lazy framework constructs for a command, and closes if the command is cancelled: `closedWith(new
 * this(url), signal, (made) => made.delegate.close())`.
 */
export function givenUp(scope: MemberScope, made: Code): Code {
  const closer = scope.lazy?.closerOf(scope.class.name);
  if (closer === undefined) return made;
  const name = scope.imports.local('made');
  const close = `(${name}) => ${propertyAccess(`${name}.delegate`, closer)}()`;
  return [
    scope.imports.ours('closedWith', '../internal/cancellation.js'),
    list('(', [made, scope.imports.local('signal'), close], ')'),
  ];
}
