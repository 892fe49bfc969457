import { nearest } from '../common/nearest.js';
import type { Problem } from '../common/problem.js';
import type { RangedSpec } from '../spec/ranged-spec.js';

/**
 * Problems with omissions for an unknown framework: the member would silently be emitted for all.
 *
 * If the name resembles no known one, it may be a user's framework that is not loaded now. That is only a warning.
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
