import { expect } from 'chai';

import { ALL_RELEASES, describeReleases, holdsIn, overlap, type Releases } from '../../codegen/spec/releases.js';

const range = (since: string | undefined, until: string | undefined): Releases => ({ since, until });

describe('holdsIn', () => {
  it('begins with `since` and ends before `until`', () => {
    const held = (version: string) => holdsIn(range('6.9.0', '7.0.0'), version);
    expect(['6.8.9', '6.9.0', '6.22.0', '7.0.0', '7.0.1'].map(held)).to.deep.equal([false, true, true, false, false]);
  });

  it('counts a prerelease as its release, and a nightly as the next one', () => {
    expect(holdsIn(range('7.0.0', undefined), '7.0.0-alpha.0')).to.equal(true);
    expect(holdsIn(range('7.0.1', undefined), '7.0.0-dev.20260203')).to.equal(true);
    expect(holdsIn(range(undefined, '7.1.0'), '7.0.0-dev.20260203')).to.equal(true);
  });

  it('counts an unknown version as the newest', () => {
    expect(holdsIn(range('99.0.0', undefined), 'unknown')).to.equal(true);
    expect(holdsIn(range(undefined, '99.0.0'), 'unknown')).to.equal(false);
    expect(holdsIn(ALL_RELEASES, 'unknown')).to.equal(true);
  });
});

describe('overlap', () => {
  it('is false for adjacent ranges, and true for those with a common release', () => {
    expect(overlap(range(undefined, '6.0.0'), range('6.0.0', undefined))).to.equal(false);
    expect(overlap(range('6.0.0', undefined), range(undefined, '6.0.0'))).to.equal(false);
    expect(overlap(range(undefined, '6.0.1'), range('6.0.0', undefined))).to.equal(true);
    expect(overlap(range('5.0.0', '8.0.0'), range('6.0.0', '7.0.0'))).to.equal(true);
    expect(overlap(ALL_RELEASES, range('6.0.0', '7.0.0'))).to.equal(true);
  });
});

describe('describeReleases', () => {
  it('reads as part of a sentence', () => {
    const all = [range('6.0.0', undefined), range(undefined, '7.0.0'), range('6.0.0', '7.0.0'), ALL_RELEASES];
    expect(all.map(describeReleases)).to.deep.equal([
      'from 6.0.0 on',
      'until 7.0.0',
      'from 6.0.0 until 7.0.0',
      'in every release',
    ]);
  });
});
