import { emittedAs } from '../../model/exported-names.js';
import { contextArguments, contextName, runtimeOf } from '../told/framework-names.js';
import type { MemberScope } from '../member-scope.js';
import { type Code, list } from '../text/layout.js';
import { stringLiteral } from '../text/names.js';

/** The object on which a protocol member of the driver is called, as code. */
export interface Receiver {
  /** Statements before the call. */
  readonly before: readonly Code[];
  readonly code: Code;
}

const ITERATE = '../internal/iterate.js';
const THE_DELEGATE: Receiver = { before: [], code: 'this.delegate' };

/**
 * For an eager framework: a view of the driver's object with the wrapper's members, so that overrides by users are
 * called.
 */
export function eagerReceiver(scope: MemberScope, through: readonly string[]): Receiver {
  if (through.length === 0) return THE_DELEGATE;
  const own = `${emittedAs(scope.driver, scope.class.name)}.prototype`;
  const names = through.map(stringLiteral);
  const promise = promiseMaker(scope);
  const helper = promise === undefined ? 'throughOverrides' : 'throughPromised';
  const given: Code[] = ['this.delegate', 'this', own, ...(promise === undefined ? [] : [promise.code]), ...names];
  return { before: promise?.before ?? [], code: [scope.imports.ours(helper, ITERATE), list('(', given, ')')] };
}

/** For a lazy framework, where no member of the wrapper returns a promise. */
export function lazyReceiver(scope: MemberScope, through: readonly string[]): Receiver {
  const closer = scope.lazy?.closerOf(scope.class.name);
  if (scope.role === 'recipe' || closer === undefined || !through.includes(closer)) return THE_DELEGATE;
  const names = [closer, ...through.filter((name) => name !== closer)].map(stringLiteral);
  if (scope.role === 'run') {
    const driving = scope.imports.ours('driving', '../internal/reading.js');
    return { before: [], code: [driving, list('(', ['this.delegate', ...names], ')')] };
  }
  const promise = promiseMaker(scope);
  const given: Code[] = ['this.delegate', 'this', promise?.code ?? '', ...names];
  return { before: promise?.before ?? [], code: [scope.imports.ours('throughRuns', ITERATE), list('(', given, ')')] };
}

/**
 * A function that converts the framework's values to promises, with the context of the caller, since the driver awaits
 * the results of the wrapper's members.
 */
function promiseMaker(scope: MemberScope): Receiver | undefined {
  const { toPromise, context } = scope.framework;
  if (toPromise === undefined) return undefined;
  const runtime = runtimeOf(scope);
  if (context === undefined) return { before: [], code: runtime(toPromise) };
  const value = scope.imports.local('value');
  return {
    before: [`const ${contextName(scope) ?? ''} = ${runtime(context)}(this)`],
    code: [`(${value}) => ${runtime(toPromise)}`, list('(', [value, ...contextArguments(scope)], ')')],
  };
}
