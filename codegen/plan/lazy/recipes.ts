import type { PlannedParameter } from '../../frameworks/contract/told.js';
import type { DriverClass, DriverMethod } from '../../model/driver.js';
import { emittedAs } from '../../model/exported-names.js';
import type { Signature } from '../../model/types/type-text.js';
import { delegateType } from '../classes/class-base.js';
import { argumentCode, planArgument } from '../calls/plan-argument.js';
import { forwarded } from '../members/plan-signature.js';
import type { MemberScope } from '../member-scope.js';
import { type Code, list } from '../text/layout.js';

/** `options = snapshot(options)`: a lazy method copies its arguments when it is called, not when it runs. */
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

/** Whether every overload returns a cursor or change stream, which is a recipe in a lazy framework. */
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

/** The arguments of a call that creates a driver cursor. */
export interface CursorArguments {
  readonly code: readonly Code[];
  /** Whether a run can add to the options. */
  readonly extended: boolean;
  /** The driver's object that creates the cursor, and its options, where a run finds its client, session and signal. */
  readonly origin: readonly Code[];
}

/**
 * The arguments of a call that creates a driver cursor. A pipeline is copied for each run, since the driver appends to
 * it. A run can add to the options.
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
    if (isArray(overloads, at)) {
      const copy = [scope.imports.ours('snapshot', '../internal/source.js'), `(${parameter.name})`];
      return parameter.rest ? ['...', copy] : copy;
    }
    return argumentCode(scope, plan, parameter);
  });
  const options = parameters[last]?.name;
  const constructed = plans.findIndex((plan) => plan.wrapper);
  const owner = code[constructed] ?? 'this.delegate';
  return { code, extended: last >= 0, origin: options === undefined ? [] : [owner, options] };
}

/** `recipe(classes.FindCursor, 'find', (more) => this.delegate.find(filter, ...), this.delegate, options)` */
export function recipeCode(
  scope: MemberScope,
  className: string,
  operation: string,
  call: Code,
  given: CursorArguments,
): Code {
  const classes = scope.imports.ours('classes', './classes.js');
  return [
    scope.imports.ours('recipe', '../internal/recipe.js'),
    list(
      '(',
      [`${classes}.${emittedAs(scope.driver, className)}`, `'${operation}'`, ...sourceArguments(scope, call, given)],
      ')',
    ),
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
