import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { expect } from 'chai';

import { closingLine } from './closing-line.js';

const MOCHA = join(createRequire(import.meta.url).resolve('mocha/package.json'), '../bin/mocha.js');
const REPORTER = fileURLToPath(new URL('reporter.js', import.meta.url));

describe('closingLine', () => {
  it('counts the skipped tests only if there are any', () => {
    expect(closingLine({ passes: 3, failures: 0, pending: 0 })).to.equal('3 passed, 0 failed');
    expect(closingLine({ passes: 3, failures: 1, pending: 2 })).to.equal('3 passed, 1 failed, 2 skipped');
  });
});

describe('ClosingLineReporter', function () {
  this.timeout(20_000);
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'motorized-reporter-'));
    const suite = `describe('suite', () => {
      it('passes', () => {});
      it('also passes', () => {});
      it('fails', () => { throw new Error('the reason'); });
      it('is for later');
    });
    describe('slow suite', () => {
      before((done) => { setTimeout(done, 1600); });
      it('waits in a hook', () => {});
    });`;
    writeFileSync(join(folder, 'some.test.mjs'), suite);
  });

  after(() => rmSync(folder, { recursive: true }));

  const mocha = (env: Record<string, string>): { status: number | null; stdout: string } => {
    const options = { cwd: folder, encoding: 'utf8' as const, env: { ...process.env, CLOSING_LINE_FILE: '', ...env } };
    return spawnSync(process.execPath, [MOCHA, '--reporter', REPORTER, 'some.test.mjs'], options);
  };

  it('prints failures in full and the counts last, alone on their line', () => {
    const { status, stdout } = mocha({});
    expect(status).to.equal(1);
    expect(stdout).to.contain('Error: the reason');
    expect(stdout).to.contain('skipped: suite is for later');
    expect(stdout).to.match(/ \d+ s: slow suite/);
    expect(stdout.split('\n').slice(-2)).to.deep.equal(['3 passed, 1 failed, 1 skipped', '']);
  });

  it('writes the counts to CLOSING_LINE_FILE instead if that is set', () => {
    const file = join(folder, 'new-folder', 'line.txt');
    const { stdout } = mocha({ CLOSING_LINE_FILE: file });
    expect(stdout).not.to.contain('passed,');
    expect(readFileSync(file, 'utf8')).to.equal('3 passed, 1 failed, 1 skipped\n');
  });
});
