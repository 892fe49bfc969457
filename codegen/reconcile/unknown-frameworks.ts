import { nearest } from '../common/nearest.js';
import type { Problem } from '../common/problem.js';
import type { RangedSpec } from '../spec/ranged-spec.js';

/**
 * Omissions for a framework that there is not: the member would be emitted for all, and nobody would know.
 *
 * A name that is like none may be that of a framework of the user's which this run does not have: that is a warning.
 */
export function unknownFrameworks(spec: RangedSpec, known: readonly string[]): Problem[] {
  return spec.classes.flatMap((each) =>
    each.omitted.flatMap(({ framework, member, place }): Problem[] => {
      if (framework === undefined || known.includes(framework)) return [];
      const near = nearest(framework, known);
      return [
        {
          rule: 'unknown-framework',
          severity: near === undefined ? 'warning' : 'error',
          subject: `${each.class}.${member}`,
          message: `${each.class}.${member} is omitted for the framework '${framework}', expected one of ${known.join(', ')}`,
          fix:
            near === undefined ? 'load that framework with --framework, or delete the line' : `did you mean '${near}'`,
          at: place,
        },
      ];
    }),
  );
}
