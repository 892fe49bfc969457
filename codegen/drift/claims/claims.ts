import type { FrameworkSource } from '../../frameworks/framework-source.js';
import type { RangedSpec } from '../../spec/ranged-spec.js';
import type { Finding } from '../finding.js';

/** What the spec and the plans of frameworks claim about a driver. */
export interface Claims {
  readonly spec: RangedSpec;
  readonly frameworks: readonly FrameworkSource[];
  /** The text of the modules that all frameworks share, by name. */
  readonly internal: ReadonlyMap<string, string>;
}

/** The result of checking the claims. */
export interface CheckedClaims {
  readonly findings: readonly Finding[];
  readonly hidden: readonly Hidden[];
}

/** Members that a framework leaves out for the same reason. */
export interface Hidden {
  readonly framework: string;
  readonly reason: string;
  /** The members, `Cursor.next`, sorted by code unit. */
  readonly members: readonly string[];
}
