import { fixInGenerator } from '../../common/project/fix-in-generator.js';
import { firstItem } from '../../common/first-item.js';
import type { Problem } from '../../common/problem.js';
import type { PlannedParameter } from '../../frameworks/contract/told.js';
import type { DriverClass } from '../../model/driver.js';
import { isSubclass } from '../../model/lookup.js';
import type { Signature, TypeText } from '../../model/types/type-text.js';
import type { ClassPair } from '../../reconcile/pairs.js';
import type { MemberPlan } from '../file-plan.js';
import { cursorArguments, sourceArguments } from '../lazy/recipes.js';
import { isSession } from '../lazy/runs.js';
import type { MemberScope } from '../member-scope.js';
import { comment, planDocs } from '../text/docs.js';
import { type Code, layout, list } from '../text/layout.js';
import { ofDriver } from '../types/driver-names.js';
import { delegateType, wrappedBase } from './class-base.js';
import { argumentCode, type ArgumentPlan, planArgument } from '../calls/plan-argument.js';
import type { BodySignatures } from '../calls/plan-body.js';
import {
  forwarded,
  implementationParameters,
  planSignature,
  restsDiffer,
  signatureCode,
} from '../members/plan-signature.js';
import { withoutSignal } from '../calls/plan-value.js';

/** The driver's public constructors, and an internal overload that takes the driver's object. */
export function planPublicConstructor(scope: MemberScope, pair: ClassPair, hasPayloads: boolean): MemberPlan {
  const { class: declared } = pair;
  const own: MemberScope = { ...scope, subject: `${declared.name}.constructor`, place: declared.place };
  const signatures = declared.constructors.map((source) => ({ ...planSignature(own, source), returns: '', source }));
  const made = implementationParameters(signatures);
  const parameters = implementationParameters([...signatures, { parameters: [DELEGATE] }]);
  const plans = made.map((_, at) => planArgument(own, declared.constructors.map(forwarded), at));
  own.problems.push(...constructorProblems(own, signatures), ...withoutSignal(own, plans));
  const from = own.role === 'recipe' ? 'source' : 'delegate';
  const internal = list('(', [`${from}: ${constructedFrom(own, declared)}`], ')');
  return {
    subject: own.subject,
    covers: declared.constructors.length,
    hasBody: true,
    declarations: [
      ...signatures.map((signature) => ({
        docs: constructorDocs(own, signature.source),
        lines: layout(['constructor', signatureCode(signature), ';'], 2),
      })),
      { docs: comment(['@internal']), lines: layout(['constructor', internal, ';'], 2) },
    ],
    docs: [],
    head: layout(['constructor', signatureCode({ typeParameters: [], parameters, returns: '' }), ' {'], 2),
    body:
      own.role === 'recipe'
        ? recipeBody(own, declared, firstArgument(parameters), made)
        : publicBody(own, pair, {
            given: firstArgument(parameters),
            made: construct(own, declared, made),
            hasPayloads,
          }),
  };
}

/** The name of the first parameter, which holds the driver's own object if the wrapper is not constructed by users. */
function firstArgument(parameters: readonly PlannedParameter[]): string {
  const { name, rest } = firstItem(parameters);
  return rest ? `${name}[0]` : name;
}

/** Overloads that one body cannot serve, and a first argument that cannot be told from a driver object to wrap. */
function constructorProblems(scope: MemberScope, signatures: BodySignatures): Problem[] {
  const problem = (message: string): Problem => ({
    rule: 'not-plannable',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} ${message}`,
    fix: fixInGenerator('teach codegen/plan/classes/plan-constructor.ts to tell the two apart'),
    at: scope.place,
  });
  const takesItself = scope.class.constructors.some(({ parameters: [first] }) => namesItself(scope, first?.type));
  return [
    ...(restsDiffer(signatures)
      ? [
          problem(
            'has overloads with a rest parameter where others have one argument, and one body has to serve them all',
          ),
        ]
      : []),
    ...(takesItself
      ? [problem('takes an object of its own class, which cannot be told from a driver object to wrap')]
      : []),
  ];
}

function namesItself(scope: MemberScope, type: TypeText | undefined): boolean {
  const { driver, class: own } = scope;
  switch (type?.shape.kind) {
    case 'union':
      return type.shape.parts.some((part) => namesItself(scope, part.type));
    case 'parenthesized':
      return namesItself(scope, type.shape.of.type);
    case 'reference': {
      const { name } = type.shape;
      return (
        !scope.typeParameters.has(name) && (isSubclass(driver, name, own.name) || isSubclass(driver, own.name, name))
      );
    }
    default:
      return false;
  }
}

/** `new driver.Db(unwrap(client), databaseName, options)` */
function construct(scope: MemberScope, declared: DriverClass, parameters: readonly PlannedParameter[]): Code {
  const overloads = declared.constructors.map(forwarded);
  const plans = parameters.map((_, at) => planArgument(scope, overloads, at));
  const args = parameters.map((parameter, at) =>
    argumentCode(scope, plans[at] ?? planArgument(scope, [], at), parameter),
  );
  return constructed(scope, declared, carrying(scope, declared, plans, args));
}

/**
 * An object that is constructed with a bindable object and options uses its session as well: `carriedBy(unwrap(db),
 * unwrapOptions(options, 'session'))`.
 */
function carrying(
  scope: MemberScope,
  declared: DriverClass,
  plans: readonly ArgumentPlan[],
  args: readonly Code[],
): readonly Code[] {
  const owner = plans.findIndex((_, at) => isBindable(scope, declared, at));
  const given = args[owner];
  if (given === undefined) return args;
  return args.map((code, at) =>
    plans[at]?.paths.some(isSession) === true
      ? [scope.imports.ours('carriedBy', '../internal/bound-session.js'), list('(', [given, code], ')')]
      : code,
  );
}

function isBindable(scope: MemberScope, { constructors }: DriverClass, at: number): boolean {
  return constructors.some(({ parameters }) => {
    const shape = parameters[at]?.type.shape;
    if (shape?.kind !== 'reference' || scope.typeParameters.has(shape.name)) return false;
    return scope.told.boundBy(shape.name) !== undefined;
  });
}

function constructed(scope: MemberScope, declared: DriverClass, args: readonly Code[]): Code {
  return [`new ${ofDriver(scope, declared.name, 'value')}`, list('(', args, ')')];
}

function constructorDocs(scope: MemberScope, { docs }: Signature): string[] {
  const line = `Constructs a {@link ${ofDriver(scope, scope.class.name)}} and wraps it.`;
  return planDocs({ mode: scope.docsMode, line, docs, returns: undefined });
}

/** `super(isDelegate ? db : new driver.X(unwrap(db)))`. The handshake is only added to clients that users construct. */
function publicBody(
  scope: MemberScope,
  { class: declared, spec }: ClassPair,
  { given, made, hasPayloads }: { readonly given: string; readonly made: Code; readonly hasPayloads: boolean },
): string[] {
  const isRoot = wrappedBase(scope, declared) === undefined;
  const isDelegate = scope.imports.local('isDelegate');
  const argumentsOfSuper = [
    [`${isDelegate} ? `, given, ' : ', made],
    ...(hasPayloads ? [scope.imports.local('payloads')] : []),
  ];
  return [
    `const ${isDelegate} = ${given} instanceof ${ofDriver(scope, declared.name, 'value')};`,
    ...layout(['super', list('(', argumentsOfSuper, ')'), ';'], 4),
    ...(isRoot ? registration(scope) : []),
    ...(spec.roles.handshake === undefined
      ? []
      : [
          `if (!${isDelegate}) ${scope.imports.ours('introduce', '../internal/handshake.js')}(this.delegate, '${scope.framework.name}');`,
        ]),
  ];
}

/** `super(isSource ? db : new Source((more) => new driver.X(...)))` */
function recipeBody(
  scope: MemberScope,
  declared: DriverClass,
  name: string,
  parameters: readonly PlannedParameter[],
): string[] {
  const source = scope.imports.ours('Source', '../internal/source.js');
  const test = `${name} instanceof ${source} || ${name} instanceof ${ofDriver(scope, declared.name, 'value')}`;
  const isSource = scope.imports.local('isSource');
  const overloads = declared.constructors.map(forwarded);
  const given = cursorArguments(scope, overloads, parameters);
  const plans = parameters.map((_, at) => planArgument(scope, overloads, at));
  const made = constructed(scope, declared, carrying(scope, declared, plans, given.code));
  const args = sourceArguments(scope, made, given);
  const copied = parameters.filter((_, at) => (plans[at]?.paths.length ?? 0) > 0);
  return [
    `const ${isSource} = ${test};`,
    ...copied.map((each) => `${each.name} = ${scope.imports.ours('snapshot', '../internal/source.js')}(${each.name});`),
    ...layout(['super', list('(', [[`${isSource} ? ${name} : new ${source}`, list('(', args, ')')]], ')'), ';'], 4),
  ];
}

const DELEGATE = { name: 'delegate', type: 'any', optional: false, rest: false, isFunction: false };

/**
 * The argument of a constructor that users do not call: the driver's object, or the source that creates one for each
 * run.
 */
export function constructedFrom(scope: MemberScope, declared: DriverClass): string {
  const delegate = delegateType(scope, declared);
  if (scope.role !== 'recipe') return delegate;
  return `${scope.imports.ours('Source', '../internal/source.js', 'type')}<${delegate}> | ${delegate}`;
}

/** One driver object has one wrapper. */
export function registration(scope: MemberScope): string[] {
  const wrappers = scope.imports.ours('wrappers', './classes.js');
  return [`${wrappers}.${scope.role === 'recipe' ? 'addRecipe' : 'add'}(this);`];
}
