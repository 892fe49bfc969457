import { byCodeUnit } from '../common/order.js';
import { remembered } from '../common/remembered.js';
import { publicConstructors } from '../model/constructors.js';
import type { Driver } from '../model/driver.js';
import type { ClassPair, Reconciliation } from '../reconcile/pairs.js';
import type { MemberScope } from './member-scope.js';
import { toldOf } from './told/declared.js';

/** The part of a plan that is the same for every framework. */
export interface Ground extends Pick<MemberScope, 'bound' | 'told'> {
  /** Sorted by class name, each class with its public constructors, which may be those of its base. */
  readonly pairs: readonly ClassPair[];
}

/** Works the ground of the plans out, once for all frameworks. */
export const groundOf = remembered((driver: Driver, { classes, errors }: Reconciliation): Ground => {
  const pairs = classes
    .map((pair) => ({ ...pair, class: { ...pair.class, constructors: publicConstructors(driver, pair.class) } }))
    .sort((a, b) => byCodeUnit(a.class.name, b.class.name));
  return {
    pairs,
    bound: new Map(pairs.flatMap(({ spec }) => (spec.bound === undefined ? [] : [[spec.class, spec.bound.name]]))),
    told: toldOf(driver, pairs, errors),
  };
});
