import { firstItem } from '../../common/first-item.js';
import type { Problem } from '../../common/problem.js';
import type { AddedMember } from '../../frameworks/contract/given.js';
import { ancestors, findClass } from '../../model/lookup.js';
import { memberKey } from '../../model/member-key.js';
import { declaredClass } from '../told/declared.js';
import type { MemberPlan } from '../file-plan.js';
import type { MemberScope } from '../member-scope.js';
import { comment } from '../text/docs.js';
import { Imports } from '../text/imports.js';
import { layout } from '../text/layout.js';
import { isOfEveryWrapper } from './own-names.js';
import { implementationParameters, signatureCode } from './plan-signature.js';

/**
 * Plans the members that the framework adds to a class. They come after the driver's, whose imports they share.
 *
 * @param emitted - the names of the driver's members that the class has, static ones with `static ` in front
 */
export function planAdded(scope: MemberScope, emitted: ReadonlySet<string>): MemberPlan[] {
  const { framework, imports } = scope;
  if (framework.members === undefined || scope.role === 'run') return [];
  const added = framework.members(
    declaredClass(scope, scope.class),
    (name) => imports.ours(name, './runtime.js'),
    (name, module) => imports.shared(name, module, 'type'),
    (name, module) => imports.shared(name, module),
  );
  const seen = new Set<string>();
  for (const member of added) {
    const key = memberKey(member.name, member.static);
    if (emitted.has(key) || seen.has(key) || isOfEveryWrapper(scope, member)) scope.problems.push(taken(scope, key));
    seen.add(key);
  }
  const inherited = addedToBases(scope);
  return added.map((member) => planOne(scope, member, inherited.has(memberKey(member.name, member.static))));
}

/** The names of the members that the framework adds to the bases of this class. */
function addedToBases(scope: MemberScope): Set<string> {
  const asItIs = (name: string): string => name;
  // Only the names are needed here. Imports and problems belong to the plan of the base.
  const apart = { ...scope, imports: new Imports(new Set()), problems: [] };
  const bases = ancestors(scope.driver, scope.class.name).flatMap((name) => {
    const base = scope.wrapped.isWrapped(name) ? findClass(scope.driver, name) : undefined;
    return base === undefined
      ? []
      : (scope.framework.members?.(declaredClass(apart, base), asItIs, asItIs, asItIs) ?? []);
  });
  return new Set(bases.map((each) => memberKey(each.name, each.static)));
}

function planOne(scope: MemberScope, member: AddedMember, overrides: boolean): MemberPlan {
  const plan = { subject: `${scope.class.name}.${member.name}`, covers: 0 };
  const modifiers = `${member.static ? 'static ' : ''}${overrides ? 'override ' : ''}`;
  const name = `${modifiers}${member.kind === 'getter' ? 'get ' : ''}${member.name}`;
  const docs = comment(member.docs);
  const bodyless = { ...plan, hasBody: false, docs: [], head: [], body: [] };
  switch (member.kind) {
    case 'field': {
      const lines = layout([`${modifiers}readonly ${member.name}: ${member.type} = `, member.value, ';'], 2);
      return { ...bodyless, declarations: [{ docs, lines }] };
    }
    case 'getter': {
      const head = layout([`${name}(): ${member.type} {`], 2);
      return { ...plan, hasBody: true, declarations: [], docs, head, body: bodyOf(member.statements) };
    }
    case 'method': {
      const { signatures } = member;
      const overloaded = signatures.length > 1;
      const implementation = overloaded
        ? { typeParameters: [], parameters: implementationParameters(signatures), returns: 'any' }
        : firstItem(signatures);
      return {
        ...plan,
        hasBody: true,
        declarations: overloaded
          ? signatures.map((signature, at) => ({
              docs: at === 0 ? docs : [],
              lines: layout([name, signatureCode(signature), ';'], 2),
            }))
          : [],
        docs: overloaded ? [] : docs,
        head: layout([name, signatureCode(implementation), ' {'], 2),
        body: bodyOf(member.statements),
      };
    }
  }
}

function bodyOf(statements: Extract<AddedMember, { statements: unknown }>['statements']): string[] {
  return statements.flatMap((statement) => layout([statement, ';'], 4));
}

function taken(scope: MemberScope, key: string): Problem {
  return {
    rule: 'name-taken',
    severity: 'error',
    subject: scope.class.name,
    message: `\`members\` of the framework ${scope.framework.name} adds \`${key}\` to ${scope.class.name}, which has a member of that name`,
    fix: "give it another name, or leave the driver's member out with `synchronous` or with an omission in the spec, with a reason",
    at: scope.placeOf('members'),
  };
}
