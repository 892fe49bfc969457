import type { FrameworkSource } from '../frameworks/framework-source.js';
import type { Driver } from '../model/driver.js';
import { memberKey } from '../model/member-key.js';
import type { Reconciliation } from '../reconcile/pairs.js';
import { makePlan } from './plan.js';

/** The members that a framework leaves out: `Collection.find`, `MongoClient.static connect`. */
export function hiddenMembers(
  driver: Driver,
  reconciliation: Reconciliation,
  source: FrameworkSource,
  internal: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  if (source.framework.synchronous === undefined) return new Set();
  const { hidden } = makePlan({ driver, reconciliation, source, internal, docsMode: 'links' });
  return new Set(hidden.map((each) => `${each.class}.${memberKey(each.name, each.static)}`));
}
