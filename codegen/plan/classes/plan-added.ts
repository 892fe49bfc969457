import { firstItem } from '../../common/first-item.js';
import type { DeclaredClass } from '../../frameworks/framework.js';
import type { DriverClass } from '../../model/driver.js';
import { memberKey } from '../../model/member-key.js';
import type { ClassPair } from '../../reconcile/pairs.js';
import type { MemberPlan } from '../file-plan.js';
import type { MemberScope } from '../member-scope.js';
import { comment } from '../text/docs.js';
import { layout } from '../text/layout.js';
import { implementationParameters, planSignature, signatureCode } from './plan-signature.js';

/** What a framework is told of a class. */
export function declaredClass(scope: MemberScope, declared: DriverClass): DeclaredClass {
  return {
    name: declared.name,
    members: new Set(declared.members.map((member) => memberKey(member.name, member.static))),
    constructors: declared.constructors.map((signature) => planSignature(scope, signature).parameters),
  };
}

/** The members that the framework adds to a class, such as one that closes what it opened. */
export function planAdded(scope: MemberScope, { class: declared }: ClassPair): MemberPlan[] {
  const { framework, imports } = scope;
  if (framework.members === undefined || scope.role === 'run') return [];
  const added = framework.members(
    declaredClass(scope, declared),
    (name) => imports.ours(name, './runtime.js'),
    (name, module) => imports.ours(name, module, 'type'),
  );
  return added.map((member) => {
    const name = `${member.static ? 'static ' : ''}${member.name}`;
    const overloaded = member.signatures.length > 1;
    const implementation = overloaded
      ? { typeParameters: [], parameters: implementationParameters(member.signatures), returns: 'any' }
      : firstItem(member.signatures);
    const docs = comment(member.docs);
    return {
      subject: `${declared.name}.${member.name}`,
      covers: 0,
      hasBody: true,
      declarations: overloaded
        ? member.signatures.map((signature, at) => ({
            docs: at === 0 ? docs : [],
            lines: layout([name, signatureCode(signature), ';'], 2),
          }))
        : [],
      docs: overloaded ? [] : docs,
      head: layout([name, signatureCode(implementation), ' {'], 2),
      body: member.statements.flatMap((statement) => layout([statement, ';'], 4)),
    };
  });
}
