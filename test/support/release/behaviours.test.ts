import { expect } from 'chai';

import { describeReleases } from '../../../codegen/spec/releases.js';
import { tableRows } from '../documents.js';
import { BEHAVIOURS } from './behaviours.js';

describe('docs/older-drivers.md', () => {
  it('lists what the tests know of the releases, with the ranges that they have', () => {
    const rows = tableRows('docs/older-drivers.md', 'Behaviour', 'Releases');
    const known = Object.entries(BEHAVIOURS).map(([name, { releases, because }]) => [
      name,
      describeReleases(releases),
      because,
    ]);
    expect(rows).to.deep.equal(known);
  });
});
