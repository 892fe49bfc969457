import type { Problem } from '../common/problem.js';
import type { Spec } from '../spec/spec.js';
import { didYouMean } from './claim-problems.js';

/** Omissions for a framework that there is not: the member would be emitted for all, and nobody would know. */
export function unknownFrameworks(spec: Spec, known: readonly string[]): Problem[] {
  return spec.classes.flatMap((each) =>
    each.omitted.flatMap(({ framework, member, place }): Problem[] => {
      if (framework === undefined || known.includes(framework)) return [];
      return [
        {
          rule: 'unknown-framework',
          severity: 'error',
          subject: `${each.class}.${member}`,
          message: `${each.class}.${member} is omitted for the framework '${framework}', expected one of ${known.join(', ')}`,
          fix: didYouMean(framework, known, 'name the framework of this run'),
          at: place,
        },
      ];
    }),
  );
}
