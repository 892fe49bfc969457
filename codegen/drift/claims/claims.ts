import type { FrameworkSource } from '../../frameworks/framework-source.js';
import type { RangedSpec } from '../../spec/ranged-spec.js';
import type { Finding } from '../finding.js';

/** What is said of a driver: by a spec, and by the plans of frameworks. */
export interface Claims {
  readonly spec: RangedSpec;
  readonly frameworks: readonly FrameworkSource[];
  /** Name to text of the modules that every framework shares. */
  readonly internal: ReadonlyMap<string, string>;
}

/** What became of the claims. */
export interface CheckedClaims {
  readonly findings: readonly Finding[];
  readonly hidden: readonly Hidden[];
}

/** Members that a framework leaves out for one reason. */
export interface Hidden {
  readonly framework: string;
  readonly reason: string;
  /** `Cursor.next`, by code unit. */
  readonly members: readonly string[];
}
