import { expect } from 'chai';

import {
  compareReleases,
  isBefore,
  isInRange,
  isNightly,
  isRelease,
  lineOf,
  releaseOf,
} from '../../../codegen/model/releases/release.js';

describe('releaseOf', () => {
  for (const [version, release] of [
    ['7.9.0', '7.9.0'],
    // A prerelease counts as its release.
    ['6.0.0-alpha.2', '6.0.0'],
    ['8.0.0-rc.1', '8.0.0'],
    // A nightly comes after the release whose number it has: this one has the changes of 7.1.0.
    ['7.0.0-dev.20260203.sha.9151d481', '7.0.1'],
    ['unknown', undefined],
    ['7.9', undefined],
    ['', undefined],
  ] as const) {
    it(`'${version}' counts as ${release ?? 'no release'}`, () => {
      expect(releaseOf(version)).to.equal(release);
    });
  }
});

describe('isRelease and isNightly', () => {
  for (const [version, isOne, isOther] of [
    ['7.9.0', true, false],
    ['8.0.0-alpha.1', false, false],
    ['7.0.0-dev.20260203.sha.9151d481', false, true],
    ['unknown', false, false],
  ] as const) {
    it(`are ${isOne} and ${isOther} of ${version}`, () => {
      expect([isRelease(version), isNightly(version)]).to.deep.equal([isOne, isOther]);
    });
  }
});

describe('isInRange', () => {
  it('includes a prerelease if it includes the release that it counts as', () => {
    const has = (version: string): boolean => isInRange(version, '>=7.8.0 <8');
    const versions = ['7.9.0', '7.9.0-dev.1', '7.8.0-alpha.0', '8.0.0-alpha.0', '7.7.0-dev.1', 'unknown'];
    expect(versions.map(has)).to.deep.equal([true, true, true, false, false, false]);
  });
});

describe('lineOf', () => {
  it('is the major version, or a text that is not a version itself', () => {
    expect(['7.9.0', '7.0.0-dev.20260203', '10.0.0', 'unknown'].map(lineOf)).to.deep.equal(['7', '7', '10', 'unknown']);
  });
});

describe('compareReleases', () => {
  it('sorts by the release that versions count as, with invalid versions first', () => {
    const versions = ['6.10.0', '6.9.0-dev.1', 'unknown', '6.9.0', '7.0.0', '6.9.1'];
    expect(versions.toSorted(compareReleases)).to.deep.equal([
      'unknown',
      '6.9.0',
      '6.9.0-dev.1',
      '6.9.1',
      '6.10.0',
      '7.0.0',
    ]);
  });

  it('does not put a version before itself', () => {
    expect(isBefore('7.0.0', '7.0.0')).to.equal(false);
    expect(isBefore('7.0.0-alpha.1', '7.0.0')).to.equal(false);
    expect(isBefore('6.22.0', '7.0.0')).to.equal(true);
    expect(isBefore('6.9.0', '6.10.0')).to.equal(true);
    expect(isBefore('unknown', '1.0.0')).to.equal(true);
  });
});
