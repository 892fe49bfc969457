import type { Problem } from '../common/problem.js';
import type { DriverClass, DriverMember } from '../model/driver.js';
import type { Claim, ClassSpec, ErrorsSpec, Named, Omission } from '../spec/spec.js';

/** A member of the driver with the line of the spec that claims it. */
export interface Pair {
  readonly member: DriverMember;
  readonly claim: Claim;
}

/** A class of the driver with its spec file and its pairs, in the driver's order. */
export interface ClassPair {
  readonly class: DriverClass;
  readonly spec: ClassSpec;
  readonly pairs: readonly Pair[];
  /** Members that the spec omits, in all frameworks or in one. */
  readonly omissions: readonly { readonly member: DriverMember; readonly omission: Omission }[];
  readonly events: readonly Named[];
}

export interface Reconciliation {
  readonly classes: readonly ClassPair[];
  readonly errors: ErrorsSpec;
  readonly problems: readonly Problem[];
}
