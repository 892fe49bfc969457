import type { Problem } from '../../common/problem.js';
import { guardFramework } from '../../frameworks/contract/guard-framework.js';
import { ImportUses } from '../../frameworks/contract/import-uses.js';
import type { FrameworkSource } from '../../frameworks/framework-source.js';
import type { Driver } from '../../model/driver.js';
import { errorClasses } from '../../model/values/error-classes.js';
import { declaredErrors } from '../../plan/told/errors.js';
import type { ErrorsSpec } from '../../spec/spec.js';

/**
 * Error classes of the driver that a framework with its own error names does not name: users who distinguish errors by
 * these names would miss them.
 */
export function uncoveredErrors(
  driver: Driver,
  spec: ErrorsSpec,
  frameworks: readonly FrameworkSource[],
): readonly Problem[] {
  return frameworks.flatMap((source) => uncoveredBy(driver, spec, source));
}

function uncoveredBy(driver: Driver, spec: ErrorsSpec, { framework, placeOf }: FrameworkSource): Problem[] {
  const guarded = guardFramework(framework, placeOf, new ImportUses());
  const { errors: wordFor, name } = guarded.framework;
  if (wordFor === undefined) return [];
  const declared = new Map(declaredErrors(driver, spec).map((each) => [each.name, each]));
  const problems = errorClasses(driver).flatMap((each): Problem[] => {
    const told = declared.get(each.name);
    if (told === undefined || wordFor(told, each.ancestors) !== undefined) return [];
    return [
      {
        rule: 'error-uncovered',
        severity: 'error',
        subject: `${name}.${each.name}`,
        message: `the framework ${name} has no name for ${each.name}, an error class of ${driver.package} ${driver.version}${extending(each.ancestors)}`,
        fix: `give it a name in \`errors\` of the framework ${name}, or exempt it with a reason`,
        at: placeOf('errors'),
        related: each.class.place,
      },
    ];
  });
  const faults = guarded.problems().map((problem): Problem => ({ ...problem, rule: 'not-planned' }));
  return [...problems, ...faults];
}

/** The base class whose name it would get at most. */
function extending([base]: readonly string[]): string {
  return base === undefined ? '' : ` that extends ${base}`;
}
