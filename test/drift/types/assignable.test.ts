import { expect } from 'chai';
import fc from 'fast-check';

import { compareDrivers } from '../../../codegen/drift/compare/compare-drivers.js';
import { findingOf } from '../../../codegen/drift/settle/finding-of-change.js';
import { readText } from '../support/case.js';
import { judge, type JudgedPair } from '../support/judge.js';
import { lineOf } from '../support/line-of.js';
import { DECLARED, made, respelled, spelled } from '../support/made-types.js';

/** The number of samples. `DRIFT_SAMPLES=20000` runs for longer. */
const SAMPLES = Number(process.env['DRIFT_SAMPLES'] ?? 1500);
const BATCH = 500;

/** Each place that a type can be in. */
function declarations(type: string): string {
  return `${DECLARED}
export declare type Alias = ${type};
export declare interface Reply { value: ${type} }
export declare class Store {
  ask(): Promise<Reply>;
  get(): ${type};
  put(value: ${type}): void;
  readonly field: ${type};
}`;
}

const SUBJECTS = ['Alias', 'Reply.value', 'Store.get', 'Store.put(value)', 'Store.field'];

/** The checker's findings for a change in every place, as `severity rule/detail subject`. */
function findings({ before, after }: JudgedPair): string[] {
  const changes = compareDrivers(readText(declarations(before)), readText(declarations(after)));
  return changes.map((change) => lineOf(findingOf(change, 'driver')));
}

/** Two random types, or one in two spellings. */
const pair: fc.Arbitrary<JudgedPair> = fc
  .tuple(
    made,
    made,
    fc.constantFrom('respelled', 'respelled', 'other'),
    fc.array(fc.nat({ max: 23 }), { minLength: 1, maxLength: 30 }),
  )
  .map(([type, other, how, choices]) => {
    let at = 0;
    const choose = (): number => choices[at++ % choices.length] ?? 0;
    return { before: spelled(type), after: how === 'other' ? spelled(other) : respelled(type, choose) };
  });

/** What is wrong with a sample, as a line. Undefined if the checker agrees with TypeScript. */
function fault(sample: JudgedPair, isSame: boolean): string | undefined {
  const found = findings(sample);
  const errors = found.filter((line) => line.startsWith('error '));
  const text = `${sample.before}  ->  ${sample.after}`;
  if (isSame)
    return errors.length === 0 ? undefined : `a respelling, reported as an error: ${text}: ${errors.join('; ')}`;
  const silent = SUBJECTS.filter((subject) => !errors.some((line) => line.includes(` ${subject}`)));
  return silent.length === 0 ? undefined : `another meaning, not reported in ${silent.join(', ')}: ${text}`;
}

describe('drift: reports every difference, and nothing else', function () {
  this.timeout(600_000);

  it('for types, as TypeScript judges them', () => {
    const seed = Number(process.env['DRIFT_SEED'] ?? 20261128);
    const samples = fc.sample(pair, { numRuns: SAMPLES, seed });
    const faults: string[] = [];
    let [judged, same] = [0, 0];
    for (let at = 0; at < samples.length; at += BATCH) {
      const batch = samples.slice(at, at + BATCH);
      judge(DECLARED, batch).forEach((verdict, index) => {
        const sample = batch[index];
        if (verdict === undefined || sample === undefined) return;
        judged++;
        if (verdict.isSame) same++;
        const found = fault(sample, verdict.isSame);
        if (found !== undefined) faults.push(found);
      });
    }
    // The smallest one is the most helpful.
    faults.sort((a, b) => a.length - b.length);
    expect(faults.slice(0, 5), `${faults.length} of ${judged}, seed ${seed}`).to.deep.equal([]);
    expect(judged).to.be.greaterThan(SAMPLES * 0.9);
    expect(same).to.be.greaterThan(SAMPLES * 0.3);
    expect(judged - same).to.be.greaterThan(SAMPLES * 0.2);
  });
});
