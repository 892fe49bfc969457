import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { expect } from 'chai';

import { readSurface } from '../../codegen/drift/accepted-surface.js';
import { compareDrivers } from '../../codegen/drift/compare/compare-drivers.js';
import { findingOf } from '../../codegen/drift/settle/finding-of-change.js';
import { sortFindings } from '../../codegen/drift/settle/finding-order.js';
import { printSurface } from '../../codegen/model/surface/print-surface.js';
import { driverOf, foreignOf, type Release, RELEASES } from './support/installed.js';
import { lineOf } from './support/line-of.js';

const FOLDER = 'test/drift/history';

/** `severity rule/detail subject` of every finding, without any of the driver's documentation. */
async function findingsOf(before: Release, after: Release): Promise<string[]> {
  const foreign = { before: await foreignOf(before), after: await foreignOf(after) };
  const changes = compareDrivers(await driverOf(before), await driverOf(after), foreign);
  return sortFindings(changes.map((change) => findingOf(change, 'driver'))).map(lineOf);
}

describe('drift: releases of the driver', function () {
  this.timeout(60_000);

  for (const file of existsSync(FOLDER) ? readdirSync(FOLDER).sort() : []) {
    const [before, after] = file.slice(0, -'.txt'.length).split('-') as [Release, Release];
    it(`${before} to ${after}`, async () => {
      const expected = readFileSync(`${FOLDER}/${file}`, 'utf8').split('\n').slice(0, -1);
      expect(await findingsOf(before, after)).to.deep.equal(expected);
    });
  }

  for (const release of RELEASES) {
    it(`${release}: does not differ from itself, and its surface reads back as the same driver`, async () => {
      const driver = await driverOf(release);
      expect(await findingsOf(release, release)).to.deep.equal([]);
      const text = printSurface(driver);
      const back = readSurface(text, 'surface');
      expect(compareDrivers(back, driver)).to.deep.equal([]);
      expect(compareDrivers(driver, back)).to.deep.equal([]);
      expect(printSurface(back)).to.equal(text);
    });
  }

  it('each subject has one finding of each kind', async () => {
    for (const [before, after] of [
      ['5.0', '6.9'],
      ['6.9', '6.22'],
      ['6.22', '7.0'],
      ['7.0', '7.9'],
    ] as const) {
      const findings = await findingsOf(before, after);
      const keys = findings.map((line) => line.replace(/^\w+ /, '').replace(/\/\w+/, ''));
      expect(keys.filter((key, index) => keys.indexOf(key) < index)).to.deep.equal([]);
    }
  });
});
