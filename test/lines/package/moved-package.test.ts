import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { movedLock, movedPackage, movedVersion, openedPackage } from '../../../codegen/lines/package/moved-package.js';
import type { PublishedLine } from '../../../codegen/spec/published-lines.js';

const NEWEST = lineOf('7.8.0', '7.8.0', '8.0.0');
const NEXT = lineOf('7.9.0', '7.8.0', '8.0.0');
const MAJOR = lineOf('8.0.0', '8.0.0', '9.0.0');

describe('the package of the newest line', () => {
  const folder = mkdtempSync(join(tmpdir(), 'motorized-moved-'));
  after(() => rmSync(folder, { recursive: true }));

  function write(version: string, mongodb: string, readme = mongodb): void {
    writeFileSync(join(folder, 'package.json'), manifest(version, mongodb));
    writeFileSync(join(folder, 'README.md'), `A peer, \`${readme}\`.\n`);
  }

  function moved(line: PublishedLine): Record<string, string> {
    const { files, problems } = movedPackage(folder, line, NEWEST);
    expect(problems).to.deep.equal([]);
    return Object.fromEntries([...files].map(([path, text]) => [path.slice(folder.length + 1), text]));
  }

  it('gets the version and the range of the next line, and its README the range', () => {
    write('7.8.0', '>=7.8.0 <8');
    expect(moved(NEXT)).to.deep.equal({ 'package.json': manifest('7.9.0', '>=7.8.0 <8') });
    expect(moved(MAJOR)).to.deep.equal({
      'package.json': manifest('8.0.0', '>=8.0.0 <9'),
      'README.md': 'A peer, `>=8.0.0 <9`.\n',
    });
  });

  it('is unchanged if it was already moved, and completed if only its range was', () => {
    write('7.9.0', '>=7.8.0 <8');
    expect(moved(NEXT)).to.deep.equal({});
    const text = openedPackage(manifest('7.8.0', '>=7.8.0 <8'), NEWEST, '8.0.0') ?? '';
    expect(text).to.equal(manifest('7.8.0', '>=8.0.0 <9'));
    expect(openedPackage(text, NEWEST, '7.9.0')).to.equal(undefined);
    write('7.8.0', '>=8.0.0 <9', '>=7.8.0 <8');
    expect(moved(MAJOR)).to.have.keys('package.json', 'README.md');
  });

  it('is a problem if it does not match the previous line', () => {
    const problem = (): unknown => {
      const { files, problems } = movedPackage(folder, NEXT, NEWEST);
      return [files.size, problems.map(({ at, message }) => `${at?.file}: ${message}`)];
    };
    write('7.7.3', '>=7.8.0 <8');
    const file = join(folder, 'package.json');
    expect(problem()).to.deep.equal([
      0,
      [
        `${file}: says version 7.7.3 and mongodb >=7.8.0 <8, but lines.yaml says 7.8.0 and >=7.8.0 <8 for the newest line`,
      ],
    ]);
    write('7.8.0', '>=7.8.0 <8', '^7.8.0');
    const readme = join(folder, 'README.md');
    expect(problem()).to.deep.equal([0, [`${readme}: does not say \`>=7.8.0 <8\``]]);
    writeFileSync(file, '{');
    expect(problem()).to.have.nested.property('[1][0]').that.includes('package.json: is not JSON');
  });

  it('is updated in the lock file of its project', () => {
    const lock = (version: string, mongodb: string): string =>
      `${JSON.stringify({ packages: { '': {}, generated: { version, peerDependencies: { rxjs: '7', mongodb } } } }, undefined, 2)}\n`;
    const { files } = movedLock('package-lock.json', lock('7.8.0', '>=7.8.0 <8'), './generated/', MAJOR);
    expect([...files]).to.deep.equal([['package-lock.json', lock('8.0.0', '>=8.0.0 <9')]]);
    expect(movedLock('package-lock.json', '{ "packages": {} }', 'generated', MAJOR).files.size).to.equal(0);
  });

  it("sends its version to the server from a module that had the previous line's version", () => {
    const text = "/** The version. */\nexport const VERSION = '7.8.0';\n";
    const wanted = { line: NEXT, newest: NEWEST };
    const { files } = movedVersion('version.ts', text, wanted);
    expect(files.get('version.ts')).to.equal(text.replace('7.8.0', '7.9.0'));
    expect(movedVersion('version.ts', files.get('version.ts') ?? '', wanted)).to.deep.equal({
      files: new Map(),
      problems: [],
    });
    const [problem] = movedVersion('version.ts', text.replace('7.8.0', '7.7.0'), wanted).problems;
    expect(problem?.message).to.equal("says something other than `VERSION = '7.8.0';`");
  });
});

function manifest(version: string, mongodb: string): string {
  return `${JSON.stringify({ name: 'wrapped', version, peerDependencies: { mongodb } }, undefined, 2)}\n`;
}

function lineOf(from: string, since: string, until: string): PublishedLine {
  return { version: from, from, releases: { since, until }, place: { file: 'lines.yaml', line: 1, column: 1 } };
}
