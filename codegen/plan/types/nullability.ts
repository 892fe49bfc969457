import type { CommandResult } from '../../frameworks/contract/told.js';
import type { Driver } from '../../model/driver.js';
import type { TypeText } from '../../model/types/type-text.js';
import { opened } from '../../model/values/promises.js';
import type { Scope } from '../scope.js';
import { spell, spellOperand } from './spell.js';

/** Whether the declared type includes `null`. */
export function mayBeNull(driver: Driver, type: TypeText): boolean {
  const open = opened(driver, type);
  return isNull(open) || (open.shape.kind === 'union' && open.shape.parts.some((part) => isNull(part.type)));
}

/** Whether a type includes `null`, and the type without it. */
export function nullability(scope: Scope, type: TypeText): Pick<CommandResult, 'nullable' | 'present'> {
  const whole = spell(scope, type, 'out');
  const nullable = mayBeNull(scope.driver, type);
  const { shape } = opened(scope.driver, type);
  if (!nullable || shape.kind !== 'union') return { nullable, present: whole };
  // The parts of an alias are in another declaration.
  if (type.shape.kind !== 'union') return { nullable: true, present: `Exclude<${whole}, null>` };
  const present = shape.parts.filter((part) => !isNull(part.type));
  const [only] = present;
  if (only !== undefined && present.length === 1) return { nullable: true, present: spell(scope, only.type, 'out') };
  return { nullable: true, present: present.map((part) => spellOperand(scope, part.type, 'out')).join(' | ') };
}

function isNull({ shape }: TypeText): boolean {
  return shape.kind === 'literal' && shape.of === 'null';
}
