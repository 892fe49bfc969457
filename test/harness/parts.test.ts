import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { addedUp } from './closing-line.js';
import { type Part, runParts } from './parts.js';

describe('addedUp', () => {
  it('adds up the closing lines of several runs', () => {
    expect(addedUp(['3 passed, 0 failed', '4 passed, 1 failed, 2 skipped'])).to.equal('7 passed, 1 failed, 2 skipped');
    expect(addedUp(['3 passed, 0 failed', '4 passed, 0 failed'])).to.equal('7 passed, 0 failed');
  });

  it('returns nothing if a run has no such line', () => {
    expect(addedUp(['3 passed, 0 failed', undefined])).to.equal(undefined);
    expect(addedUp(['3 passed, 0 failed', 'Killed'])).to.equal(undefined);
  });
});

describe('runParts', () => {
  let folder: string;
  let printed: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motorized-parts-'));
    printed = '';
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  const part = (program: string): Part => ({ name: 'of a part', args: ['--eval', program] });
  const closing = (line: string, end = ''): Part =>
    part(`require('fs').writeFileSync(process.env.CLOSING_LINE_FILE, '${line}\\n'); ${end}`);

  const run = (parts: readonly Part[], file: string): Promise<number> =>
    runParts(parts, file, (text) => (printed += text));

  it('writes the sum, and leaves nothing else', async () => {
    const file = join(folder, 'line.txt');
    const parts = [closing('2 passed, 0 failed'), closing('3 passed, 0 failed', "console.log('held')")];
    expect(await run(parts, file)).to.equal(0);
    expect(printed).to.contain('held');
    expect(readFileSync(file, 'utf8')).to.equal('5 passed, 0 failed\n');
    expect(readdirSync(folder)).to.deep.equal(['line.txt']);
  });

  it('fails if one of them does, whatever its line says', async () => {
    const file = join(folder, 'line.txt');
    const parts = [closing('2 passed, 0 failed'), closing('3 passed, 0 failed', 'process.exit(3)')];
    expect(await run(parts, file)).to.equal(1);
    expect(existsSync(file)).to.equal(true);
    expect(printed).to.contain('The tests of a part ended with 3.');
  });

  it('writes no line if one of them ended before its line', async () => {
    const file = join(folder, 'line.txt');
    expect(await run([closing('2 passed, 0 failed'), part("process.kill(process.pid, 'SIGKILL')")], file)).to.equal(1);
    expect(readdirSync(folder)).to.deep.equal([]);
  });
});
