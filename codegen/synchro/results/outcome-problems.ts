import { fixInGenerator } from '../../common/project/fix-in-generator.js';
import type { Problem } from '../../common/problem.js';
import type { SuiteOutcome } from '../synchro.js';
import type { Comparison } from './compare-results.js';

/**
 * The problems that a run has found: lost tests, and reasons why it is unreliable.
 *
 * @param broken - the method that was broken on purpose, so that some tests have to be lost
 */
export function outcomeProblems({ comparisons, faults }: SuiteOutcome, broken: string | undefined): Problem[] {
  return [
    ...faults.map(({ message, fix }) => problem('synchro-run', 'synchro', message, fix)),
    ...comparisons.flatMap((each) => comparisonProblems(each, broken)),
  ];
}

function comparisonProblems({ framework, tests }: Comparison, broken: string | undefined): Problem[] {
  if (tests.length === 0) {
    const message = `no test passed on the raw driver, so nothing was compared on ${framework}`;
    const fix =
      'select other files: `unselected` in codegen/synchro/synchro.yaml lists those that are not counted, and why';
    return [problem('synchro-nothing', framework, message, fix)];
  }
  const lost = tests.filter((test) => test.verdict === 'lost');
  if (broken !== undefined && lost.length === 0) {
    const message = `${framework} loses no test with ${broken} broken, so nothing proves that its classes were tested`;
    return [problem('synchro-control', framework, message, 'break a method that the selected files call')];
  }
  const fix = fixInGenerator(
    'fix the engine, or list the test in codegen/synchro/synchro.yaml with a reason',
    'fix the framework',
  );
  return lost.map(({ id, error }) => {
    const message = `${framework} loses '${id}', which the raw driver passes: ${error?.split('\n')[0] ?? ''}`;
    return problem('synchro-lost', framework, message, fix);
  });
}

function problem(rule: string, subject: string, message: string, fix: string): Problem {
  return { rule, severity: 'error', subject, message, fix, at: undefined };
}
