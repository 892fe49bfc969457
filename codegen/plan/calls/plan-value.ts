import { fixInGenerator } from '../../common/project/fix-in-generator.js';
import { firstItem } from '../../common/first-item.js';
import type { Problem } from '../../common/problem.js';
import { cursorArguments, onCursor, recipeCode, returnsCursor, snapshots } from '../lazy/recipes.js';
import { lazyMethod } from '../lazy/runs.js';
import type { MemberScope } from '../member-scope.js';
import { type Code, list } from '../text/layout.js';
import { argumentCode, type ArgumentPlan, planArgument } from './plan-argument.js';
import { type BodyRequest, type BodySignatures, callCode, commonWrapper, planArguments } from './plan-body.js';
import { forwarded } from '../members/plan-signature.js';

/** The body of a synchronous method: the emitted statements, and the result as an expression. */
export interface ValuePlan {
  /** Statements before the call. */
  readonly before: readonly Code[];
  readonly statements: readonly Code[];
  readonly result: Code;
}

/** Plans a synchronous method. It returns a recipe, `this` for a chain, a wrapper, the driver's value, or nothing. */
export function planMethodValue(scope: MemberScope, request: BodyRequest): ValuePlan {
  const { member, parameters, signatures } = request;
  scope.problems.push(...withoutSignal(scope, planArguments(scope, request)));
  if (returnsCursor(scope, member)) {
    if (member.static) scope.problems.push(staticCursor(scope));
    const given = cursorArguments(scope, member.overloads.map(forwarded), parameters);
    const { shape } = firstItem(signatures).source.returns;
    const name = shape.kind === 'reference' ? shape.name : '';
    const recipe = recipeCode(scope, name, member.name, callCode(scope, request, given.code), given);
    return { before: snapshots(scope, member, parameters), statements: [['return ', recipe]], result: recipe };
  }
  const plans = planArguments(scope, request);
  const args = parameters.map((parameter, at) =>
    argumentCode(scope, plans[at] ?? planArgument(scope, [], at), parameter),
  );
  const call = lazyMethod(scope, member, callCode(scope, request, args));
  if (scope.role !== 'recipe') return { before: [], ...wrapperValue(scope, signatures, call) };
  const result = recipeValue(scope, request, call);
  return { before: [], statements: [['return ', result]], result };
}

/**
 * On a recipe, a chain returns another recipe, and a method that copies returns the recipe itself. Everything else is
 * read from a cursor that is created for it.
 */
function recipeValue(scope: MemberScope, { member, claim, parameters }: BodyRequest, call: Code): Code {
  if (claim.kind !== 'chain') return ['this.read', list('(', [onCursor(scope, scope.class, call)], ')')];
  if (member.name === scope.lazy?.roleOf(scope.class.name, 'copy')) return 'this';
  const isTransform = member.name === scope.lazy?.roleOf(scope.class.name, 'transform');
  const transform = isTransform ? parameters.map((each) => each.name) : [];
  return ['this.step', list('(', [onCursor(scope, scope.class, call), ...transform], ')')];
}

function wrapperValue(scope: MemberScope, signatures: BodySignatures, call: Code): Omit<ValuePlan, 'before'> {
  if (signatures.every((each) => each.source.returns.shape.kind === 'this'))
    return { statements: [call, 'return this'], result: ['(', call, ', this)'] };
  if (signatures.every((each) => each.source.returns.text === 'void')) return { statements: [call], result: call };
  const wrapped = signatures.filter((each) => each.source.returns.shape.kind !== 'this');
  const wrapper = commonWrapper(scope, wrapped);
  if (wrapper === undefined) return { statements: [['return ', call]], result: call };
  // The driver's chain returns its own object, which has only one wrapper.
  if (typeof wrapper === 'string') {
    const result: Code = [wrapper, list('(', [call], ')')];
    return { statements: [['return ', result]], result };
  }
  const name = scope.imports.local('result');
  const code = firstItem(wrapped).result.wrap?.(name) ?? name;
  return {
    statements: [
      [`const ${name} = `, call],
      ['return ', code],
    ],
    result: [`((${name}) => `, code, ')', list('(', [call], ')')],
  };
}

function staticCursor(scope: MemberScope): Problem {
  return {
    rule: 'not-plannable',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} is static and returns a cursor, but a recipe needs an object that creates one for each run`,
    fix: 'omit the member with that reason',
    at: scope.place,
  };
}

/** A problem if a method that is not a command takes an asynchronous function, which could not be aborted. */
export function withoutSignal(scope: MemberScope, plans: readonly ArgumentPlan[]): Problem[] {
  const isTold = scope.lazy !== undefined || scope.framework.context !== undefined;
  if (!isTold || !plans.some((plan) => plan.executor?.promises === true)) return [];
  return [
    {
      rule: 'not-plannable',
      severity: 'error',
      subject: scope.subject,
      message: `${scope.subject} takes an asynchronous function but is not a command, so the function could neither be stopped nor get a context`,
      fix: fixInGenerator(
        'teach codegen/plan/calls/plan-argument.ts to do without',
        'omit the member with that reason',
      ),
      at: scope.place,
    },
  ];
}
