import { byCodeUnit } from '../common/order.js';
import { remembered } from '../common/remembered.js';
import { publicConstructors } from '../model/constructors.js';
import type { Driver } from '../model/driver.js';
import type { ClassPair, Reconciliation } from '../reconcile/pairs.js';
import type { MemberScope } from './member-scope.js';
import { toldOf } from './told/declared.js';
import { findWrapped } from './types/wrapped-types.js';

/** The part of a plan that is the same for every framework. */
export interface Ground extends Pick<MemberScope, 'told' | 'wrapped'> {
  /** Sorted by class name, each class with its public constructors, which may be those of its base. */
  readonly pairs: readonly ClassPair[];
}

/** Works the ground of the plans out, once for all frameworks. */
export const groundOf = remembered((driver: Driver, { classes, errors }: Reconciliation): Ground => {
  const pairs = classes
    .map((pair) => ({ ...pair, class: { ...pair.class, constructors: publicConstructors(driver, pair.class) } }))
    .sort((a, b) => byCodeUnit(a.class.name, b.class.name));
  const wrapped = findWrapped(driver, new Set(pairs.map((pair) => pair.class.name)));
  return { pairs, wrapped, told: toldOf(driver, pairs, errors) };
});
