import type { Problem } from '../common/problem.js';
import type { Driver } from '../model/driver.js';
import { ancestors, findClass } from '../model/lookup.js';
import type { RangedSpec } from '../spec/ranged-spec.js';
import { specOf } from '../spec/spec-of.js';
import type { Spec } from '../spec/spec.js';
import { unknownClass } from './claim-problems.js';
import { errorProblems } from './error-problems.js';
import { pairClass } from './pair-class.js';
import type { ClassPair, Reconciliation } from './pairs.js';
import { unclaimedClasses } from './unclaimed-classes.js';

/**
 * Pairs each public member of the wrapped classes with the line of the spec that claims it, and checks every claim.
 *
 * The generator and the drift checker both call this, so what one refuses to emit, the other reports. It first selects
 * the spec for the driver's release. Later steps do not see releases.
 */
export function reconcile(driver: Driver, ranged: RangedSpec): Reconciliation {
  const spec = specOf(ranged, driver.version);
  const classes: ClassPair[] = [];
  const problems: Problem[][] = [];
  const cursors = cursorClasses(driver, spec);

  for (const classSpec of spec.classes) {
    const declared = findClass(driver, classSpec.class);
    if (declared === undefined) {
      problems.push([unknownClass(driver, classSpec)]);
      continue;
    }
    const pair = pairClass(driver, declared, classSpec, cursors);
    classes.push(pair.class);
    problems.push(pair.problems);
  }
  problems.push(unclaimedClasses(driver, spec), errorProblems(driver, spec), nothingRead(driver, classes));
  return { classes, errors: spec.errors, problems: problems.flat() };
}

/** A class with members under `run:` is a cursor or a change stream, and so are its subclasses. */
function cursorClasses(driver: Driver, spec: Spec): (name: string) => boolean {
  const roots = new Set(
    spec.classes.filter((each) => each.claims.some((claim) => claim.run)).map((each) => each.class),
  );
  return (name) => roots.has(name) || ancestors(driver, name).some((base) => roots.has(base));
}

function nothingRead(driver: Driver, classes: readonly ClassPair[]): Problem[] {
  if (classes.some((each) => each.class.members.length > 0)) return [];
  return [
    {
      rule: 'nothing-compared',
      severity: 'error',
      subject: driver.file,
      message: `no member of any class was read from ${driver.file} and matched with the spec`,
      fix: 'check that the file holds the declarations of the driver, and the spec folder its classes',
      at: undefined,
    },
  ];
}
