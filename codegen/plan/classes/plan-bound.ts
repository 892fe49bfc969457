import { fixInGenerator } from '../../common/project/fix-in-generator.js';
import type { Problem } from '../../common/problem.js';
import type { DriverClass } from '../../model/driver.js';
import { emittedAs } from '../../model/exported-names.js';
import { effectiveFields } from '../../model/fields/effective-fields.js';
import { ancestors, findClass } from '../../model/lookup.js';
import { SESSION_OPTION } from '../../model/mongodb-words.js';
import type { TypeText } from '../../model/types/type-text.js';
import type { ClassPair } from '../../reconcile/pairs.js';
import type { Named } from '../../spec/spec.js';
import { type Bindable, bindableOf, sessionOptions } from '../calls/bindable.js';
import type { MemberPlan } from '../file-plan.js';
import type { MemberScope } from '../member-scope.js';
import { isOfEveryWrapper } from '../members/own-names.js';
import { comment } from '../text/docs.js';
import { type Code, layout, list } from '../text/layout.js';
import { propertyKey, stringLiteral } from '../text/names.js';
import { ofDriver } from '../types/driver-names.js';
import { spell } from '../types/spell.js';
import { ownArguments } from './class-base.js';

const MODULE = '../internal/bound-session.js';

/** `withSession(session)`, which returns a handle that passes the session with every call. */
export function planBound(scope: MemberScope, pair: ClassPair): MemberPlan[] {
  const { class: declared, spec } = pair;
  const { bound } = spec;
  if (bound === undefined || scope.role === 'run') return [];
  const session = sessionType(scope, declared);
  scope.problems.push(...boundProblems(scope, pair, bound, session));
  if (session === undefined) return [];
  const emitted = emittedAs(scope.driver, declared.name);
  const parameter = scope.imports.local('session');
  const bind = scope.imports.ours('bindSession', MODULE);
  const overrides = ancestors(scope.driver, declared.name).some((name) => scope.told.boundBy(name) === bound.name);
  const made: Code = [bind, list('(', ['this.delegate', stringLiteral(declared.name), parameter], ')')];
  return [
    {
      subject: `${declared.name}.${bound.name}`,
      covers: 0,
      hasBody: true,
      declarations: [],
      docs: comment([
        `The same {@link ${ofDriver(scope, declared.name)}}, bound to a session: its calls pass it unless their options name another.`,
      ]),
      head: layout(
        [
          `${overrides ? 'override ' : ''}${bound.name}`,
          { ...list('(', [`${parameter}: ${spell(scope, session, 'in')}`], ')'), first: true },
          `: ${emitted}${ownArguments(declared)} {`,
        ],
        2,
      ),
      body: layout(['return ', `${emitted}.wrap`, list('(', [made], ')'), ';'], 4),
    },
  ];
}

/**
 * The call that registers a class as bindable, with the positions of options and the members that return bound objects.
 */
export function planBindable(scope: MemberScope, { class: declared, spec }: ClassPair): string[] {
  if (spec.bound === undefined || scope.role === 'run') return [];
  const { options, gives, unreached } = bindableOf(scope, declared);
  scope.problems.push(...unreached.map((member) => notReached(scope, member)));
  const places = Object.entries(options).map(([name, at]): Code => `${propertyKey(name)}: [${at.join(', ')}]`);
  const given = Object.entries(gives).map(([name, of]): Code => `${propertyKey(name)}: ${stringLiteral(of)}`);
  const how: Code[] = [
    ['options: ', list('{ ', places, ' }')],
    ...(given.length === 0 ? [] : [['gives: ', list('{ ', given, ' }')]]),
  ];
  const bindable = scope.imports.ours('bindable', MODULE);
  return [
    ...comment([
      'The positions of options with a session in each method, and the results that are bound to it as well.',
    ]),
    ...layout([`${bindable}(${stringLiteral(declared.name)}, `, list('{ ', how, ' }'), ');'], 0),
  ];
}

/** The type of a session, from the options of some method. */
function sessionType(scope: MemberScope, declared: DriverClass): TypeText | undefined {
  const [first] = sessionOptions(scope, declared);
  return first && effectiveFields(scope.driver, first.type).fields.get(SESSION_OPTION)?.type;
}

function boundProblems(
  scope: MemberScope,
  { class: declared, spec }: ClassPair,
  bound: Named,
  session: TypeText | undefined,
): Problem[] {
  const { driver } = scope;
  const problem = (rule: string, message: string, fix: string): Problem => ({
    rule,
    severity: 'error',
    subject: `${declared.name}.${bound.name}`,
    message: `\`bound: ${bound.name}\` ${message}`,
    fix,
    at: bound.place,
    related: declared.place,
  });
  const owner = [declared.name, ...ancestors(driver, declared.name)].find((name) =>
    findClass(driver, name)?.members.some((member) => member.name === bound.name && !member.static),
  );
  const taken = owner ?? (isOfEveryWrapper(scope, { name: bound.name, static: false }) ? 'every wrapper' : undefined);
  const problems: Problem[] = [];
  if (taken !== undefined) {
    const message = `adds a member to ${declared.name}, but ${taken} already has one of that name`;
    problems.push(problem('name-taken', message, "rename it, or delete the line if the driver's member does the same"));
  }
  if (session === undefined) {
    const message = `is in the file of ${declared.name}, which has no method whose options name a \`${SESSION_OPTION}\``;
    problems.push(problem('not-plannable', message, 'delete the line'));
  }
  if (spec.claims.some((claim) => claim.run)) {
    const message = `is in the file of ${declared.name}, which is a cursor: its session is that of the call that creates it`;
    problems.push(problem('not-plannable', message, 'delete the line'));
  }
  return problems;
}

function notReached(scope: MemberScope, member: Bindable['unreached'][number]): Problem {
  return {
    rule: 'not-plannable',
    severity: 'error',
    subject: `${scope.class.name}.${member.name}`,
    message: `${scope.class.name}.${member.name} returns \`${member.type}\`, which holds a class with a \`bound\` member in a place where nothing binds it`,
    fix: fixInGenerator(
      'teach codegen/plan/calls/bindable.ts and codegen/frameworks/internal/bound-session.ts the shape',
      'omit the member with that reason',
    ),
    at: member.place,
  };
}
