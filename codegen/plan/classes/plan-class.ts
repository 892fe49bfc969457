import { firstItem } from '../../common/first-item.js';
import type { DriverClass } from '../../model/driver.js';
import { eventsOf } from '../../model/events.js';
import { emittedAs } from '../../model/exported-names.js';
import { ancestors, findClass } from '../../model/lookup.js';
import { memberKey } from '../../model/member-key.js';
import type { TypeText } from '../../model/types/type-text.js';
import type { ClassPair, Pair } from '../../reconcile/pairs.js';
import type { ClassPlan, MemberPlan } from '../file-plan.js';
import type { MemberScope } from '../member-scope.js';
import { comment, planDocs } from '../text/docs.js';
import { type Code, layout, list } from '../text/layout.js';
import { modulePath } from '../text/modules.js';
import { propertyKey } from '../text/names.js';
import { ofDriver } from '../types/driver-names.js';
import { planWrap } from '../types/plan-result.js';
import { spell, spellDriver, spellTypeParameters } from '../types/spell.js';
import { baseCode, declaresDelegate, delegateType, ownArguments, runName, wrappedBase } from './class-base.js';
import { planAdded } from '../members/plan-added.js';
import { planBindable, planBound } from './plan-bound.js';
import { planConstruction } from './plan-construction.js';
import { planMember } from '../members/plan-member.js';
import { fieldPlan, isConstant } from '../members/plan-property.js';

/** Plans the module of an emitted class, in the role of the scope. */
export function planClass(scope: MemberScope, pair: ClassPair): ClassPlan {
  const { class: declared } = pair;
  const { framework, imports } = scope;
  const name = emittedName(scope, declared);
  const kept = pair.pairs.filter(
    (each) => belongs(scope, each) && !isOmitted(pair, each.claim.member, each.claim.static, framework.name),
  );
  const payloads = scope.role === 'wrapper' ? planPayloads(scope, declared) : [];
  const preamble = [...payloads, ...planBindable(scope, pair)];
  const planned = kept.map((each) => ({ ...each, plans: planMember(scope, each) }));
  const emitted = planned.filter(({ plans }) => plans.length > 0);
  const members = [
    ...emitted.filter(({ member }) => isConstant(scope, member)).flatMap(({ plans }) => plans),
    ...planDelegate(scope, declared),
    ...planConstruction(scope, pair, payloads.length > 0),
    ...planOpening(scope, pair),
    ...planBound(scope, pair),
    ...planAdded(scope, namesOf(scope, pair, emitted)),
    ...emitted.filter(({ member }) => !isConstant(scope, member)).flatMap(({ plans }) => plans),
  ];
  const plan = {
    name,
    preamble,
    hasPreamble: preamble.length > 0,
    docs: planDocs({ mode: scope.docsMode, line: classLine(scope, declared), docs: declared.docs, returns: undefined }),
    head: planHead(scope, declared, name),
    members,
    registration: `${imports.ours('classes', './classes.js')}.${name} = ${name};`,
  };
  return { ...plan, imports: imports.lines(linesOf(plan)) };
}

/** All lines of a class except its imports. */
function linesOf({ preamble, docs, head, members, registration }: Omit<ClassPlan, 'imports'>): string[] {
  const inMembers = members.flatMap((each) => [
    ...each.declarations.flatMap((declaration) => [...declaration.docs, ...declaration.lines]),
    ...[each.docs, each.head, each.body].flat(),
  ]);
  return [...preamble, ...docs, ...head, ...inMembers, registration];
}

/** The name under which users import the class. The name of a run ends with `Run`. */
export function emittedName(scope: Pick<MemberScope, 'driver' | 'role'>, declared: DriverClass): string {
  return scope.role === 'run' ? runName(scope, declared) : emittedAs(scope.driver, declared.name);
}

/**
 * The driver's members that the class has, including those of its bases. In a lazy framework, these are divided between
 * recipe and run.
 */
function namesOf(scope: MemberScope, { class: declared, pairs }: ClassPair, emitted: readonly Pair[]): Set<string> {
  const bases = ancestors(scope.driver, declared.name);
  const bound = [declared.name, ...bases].flatMap((name) => scope.told.boundBy(name) ?? []);
  const here = new Set(emitted.map((each) => each.member));
  const isElsewhere = (each: Pair): boolean => scope.role !== 'wrapper' && !belongs(scope, each);
  const own = pairs.filter((each) => here.has(each.member) || isElsewhere(each)).map((each) => each.member);
  const inherited = bases
    .filter((name) => scope.wrapped.isWrapped(name))
    .flatMap((name) => findClass(scope.driver, name)?.members ?? []);
  return new Set([...bound, ...[...own, ...inherited].map((each) => memberKey(each.name, each.static))]);
}

/** In lazy frameworks, members of a run are on the run, all others on the recipe. */
function belongs(scope: MemberScope, { claim }: Pair): boolean {
  return scope.role === 'wrapper' || claim.run === (scope.role === 'run');
}

function classLine(scope: MemberScope, declared: DriverClass): string {
  const link = `{@link ${ofDriver(scope, declared.name)}}`;
  const lines = {
    wrapper: `The wrapper of ${link}.`,
    recipe: `The recipe of a ${link}. It is immutable, and each run opens one of its own.`,
    run: `One run of a ${link}.`,
  };
  return lines[scope.role];
}

/** The delegate, where the base does not declare its type. */
function planDelegate(scope: MemberScope, declared: DriverClass): MemberPlan[] {
  if (!declaresDelegate(scope, declared)) return [];
  const isRecipe = scope.role === 'recipe';
  const line = `declare readonly delegate: ${delegateType(scope, declared)}${isRecipe ? ' | undefined' : ''};`;
  const text = isRecipe ? "The driver's object, if the recipe was created from one." : "The driver's object.";
  return [fieldPlan(`${declared.name}.delegate`, comment([text]), [line])];
}

/** `protected run(cursor)`, with which the base of a recipe creates the run for a driver cursor. */
function planOpening(scope: MemberScope, pair: ClassPair): MemberPlan[] {
  const { class: declared } = pair;
  if (scope.role !== 'recipe' || !pair.spec.claims.some((claim) => claim.run)) return [];
  const run = runName(scope, declared);
  const type = `${scope.imports.theirs(run, modulePath(run))}${ownArguments(declared)}`;
  const classes = scope.imports.ours('classes', './classes.js');
  return [
    {
      subject: `${declared.name}.run`,
      covers: 0,
      hasBody: true,
      declarations: [],
      docs: comment(['@internal']),
      head: layout(
        [
          'protected run',
          { ...list('(', [`cursor: ${delegateType(scope, declared)}`], ')'), first: true },
          `: ${type} {`,
        ],
        2,
      ),
      body: [`return ${classes}.${run}.wrap(cursor);`],
    },
  ];
}

function isOmitted(pair: ClassPair, member: string, isStatic: boolean, framework: string): boolean {
  return pair.omissions.some(
    ({ omission }) =>
      omission.member === member &&
      omission.static === isStatic &&
      (omission.framework === undefined || omission.framework === framework),
  );
}

/** `export class Db extends Wrapper<driver.Db> {` */
function planHead(scope: MemberScope, declared: DriverClass, name: string): string[] {
  const parameters = spellTypeParameters(scope, declared.typeParameters, 'class');
  // A class without a symbol's member, or with another type for it, may not fulfil the driver's `implements`.
  const isReshaped = declared.members.some(
    (each) => each.symbol && scope.reshaped.has(`${declared.name}.${each.name}`),
  );
  const heritage = isReshaped ? [] : declared.implements.map((each) => spell(scope, each, 'out'));
  const code: Code = [
    `export ${declared.abstract && scope.role !== 'run' ? 'abstract ' : ''}class ${name}`,
    parameters.length === 0 ? '' : { ...list('<', parameters, '>'), first: true },
    ' extends ',
    baseCode(scope, declared),
    heritage.length === 0 ? '' : ` implements ${heritage.join(', ')}`,
    ' {',
  ];
  return layout(code, 0);
}

/**
 * How to wrap the payloads of events with driver objects. Classes are looked up when an event is emitted, since they
 * load in any order.
 */
function planPayloads(scope: MemberScope, declared: DriverClass): string[] {
  if (wrappedBase(scope, declared) !== undefined) return [];
  const entries = eventsOf(scope.driver, declared).flatMap((event): Code[] => {
    const wraps = firstItem(event.overloads).parameters.map(({ type }) => planPayload(scope, type));
    if (wraps.every((wrap) => wrap === undefined)) return [];
    return [
      [
        `${propertyKey(event.name)}: `,
        list(
          '[',
          wraps.map((wrap) => wrap ?? 'undefined'),
          ']',
        ),
      ],
    ];
  });
  if (entries.length === 0) return [];
  const type = scope.imports.ours('Payloads', '../internal/emitter.js', 'type');
  return layout([`const ${scope.imports.local('payloads')}: ${type} = `, list('{ ', entries, ' }'), ';'], 0);
}

/** `(value) => classes.Db.wrap(value)`. The parameter only needs a type if its fields are accessed. */
function planPayload(scope: MemberScope, type: TypeText): Code | undefined {
  const planned = planWrap(scope, type);
  if (planned === undefined) return undefined;
  const isLookedInto = type.shape.kind === 'array' || type.shape.kind === 'object';
  return [`(value${isLookedInto ? `: ${spellDriver(scope, type)}` : ''}) => `, planned.wrap('value')];
}
