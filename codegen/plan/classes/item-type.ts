import { fixInGenerator } from '../../common/project/fix-in-generator.js';
import type { Problem } from '../../common/problem.js';
import type { DriverClass } from '../../model/driver.js';
import type { TypeText } from '../../model/types/type-text.js';
import type { MemberScope } from '../member-scope.js';
import { namesWrapped } from '../types/plan-result.js';
import { spell } from '../types/spell.js';

/** The type that iterating yields, by the declared type of the async iterator. */
export function itemType(scope: MemberScope, declared: DriverClass): string | undefined {
  const iterator = declared.members.find((member) => member.name === '[Symbol.asyncIterator]');
  const shape = iterator?.kind === 'method' ? iterator.overloads[0]?.returns.shape : undefined;
  if (shape?.kind !== 'async-iterable') return undefined;
  if (scope.role === 'recipe' && namesWrapped(scope, shape.of.type))
    scope.problems.push(wrappedItems(scope, shape.of.type));
  return spell(scope, shape.of.type, 'out');
}

function wrappedItems(scope: MemberScope, type: TypeText): Problem {
  return {
    rule: 'not-plannable',
    severity: 'error',
    subject: scope.subject,
    message: `${scope.subject} returns \`${type.text}\` when it is iterated, which holds a wrapped class, but recipes do not wrap what they yield`,
    fix: fixInGenerator('teach codegen/plan/classes/item-type.ts to wrap the items', 'delete the spec of the class'),
    at: scope.place,
  };
}
