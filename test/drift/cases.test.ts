import { expect } from 'chai';

import { CHANGE_RULES, CLAIM_RULES, DETAILS } from '../../codegen/drift/rules.js';
import { caseNames, expectedOf, lineOf, runCase } from './support/case.js';

describe('drift: a folder is a case', () => {
  for (const name of caseNames()) {
    it(name, () => {
      expect(runCase(name).findings.map(lineOf)).to.deep.equal(expectedOf(name));
    });
  }

  it('has a case for every rule and every detail', () => {
    const lines = caseNames().flatMap(expectedOf);
    const seen = new Set(lines.map((line) => line.split(' ')[1] ?? ''));
    const rules = new Set([...seen].map((each) => each.split('/')[0]));
    const details = new Set([...seen].map((each) => each.split('/')[1]));
    // The two rules about frameworks need frameworks, and have tests of their own.
    const ofFrameworks: ReadonlySet<string> = new Set(['not-planned', 'error-uncovered']);
    const missing = [...CLAIM_RULES, ...CHANGE_RULES].filter((rule) => !rules.has(rule) && !ofFrameworks.has(rule));
    expect(missing).to.deep.equal([]);
    expect(DETAILS.filter((detail) => !details.has(detail))).to.deep.equal([]);
  });
});
