import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { atOnce } from './support/at-once.js';
import { type Compiler, compilerOf, COMPILERS } from './support/compilers.js';
import { Consumer, frameworkFolders, type Manifest } from './support/consumer.js';
import { readDocument, tableRows } from './support/documents.js';
import { EVERY_VERSION } from './support/every-version.js';
import { type Outcome, runBeside } from './support/processes.js';
import { inProject } from './support/project-root.js';
import { STRICT } from './support/user-project.js';

const VERSIONS = Object.keys(COMPILERS) as readonly Compiler[];
/** The oldest, and the newest except for the project's own, with which all other tests compile. */
const LOOKED_AT: readonly Compiler[] = EVERY_VERSION ? VERSIONS : ['5.4', '6.0'];
/** The first compiler that accepts Effect's own declarations if they are checked. */
const OF_EFFECT: Compiler = '5.7';

const isBefore = (one: Compiler, other: Compiler): boolean => VERSIONS.indexOf(one) < VERSIONS.indexOf(other);

/** The programs that one run of a compiler compiles. */
interface Compilation {
  readonly version: Compiler;
  readonly programs: readonly string[];
  /** Whether the declarations of packages, including ours, are not checked. */
  readonly skipLibCheck: boolean;
}

/**
 * The settings for a compiler. If a program compiles with declarations checked, it also compiles without. Checking them
 * is slow, so `make test` only does it with the oldest compiler, which supports least.
 */
function compilationsOf(version: Compiler): Compilation[] {
  const all = frameworkFolders();
  if (!EVERY_VERSION && version !== VERSIONS[0]) return [{ version, programs: all, skipLibCheck: true }];
  if (!isBefore(version, OF_EFFECT)) return [{ version, programs: all, skipLibCheck: false }];
  return [
    { version, programs: all.filter((name) => name !== 'effect'), skipLibCheck: false },
    { version, programs: ['effect'], skipLibCheck: true },
  ];
}

describe('the compilers of users, on a program for each framework', function () {
  this.timeout(600_000);
  let consumer: Consumer;
  before(() => {
    consumer = new Consumer();
    consumer.link('expect-type');
    for (const name of frameworkFolders())
      consumer.write(`${name}.ts`, readFileSync(inProject('test/types/consumers', `${name}.ts`), 'utf8'));
  });
  after(() => consumer.remove());

  function compile({ version, programs, skipLibCheck }: Compilation): Promise<Outcome> {
    const project = `tsconfig-${version}-${programs.join('-')}.json`;
    const compilerOptions = { ...STRICT, noEmit: true, skipLibCheck };
    consumer.write(project, JSON.stringify({ compilerOptions, files: programs.map((name) => `${name}.ts`) }));
    return runBeside(process.execPath, [compilerOf(version), '-p', join(consumer.folder, project)], {
      timeout: 300_000,
    });
  }

  it(`TypeScript ${LOOKED_AT.join(', ')} compile all of them`, async () => {
    await atOnce(LOOKED_AT.flatMap(compilationsOf), async (compilation) => {
      const { code, stdout } = await compile(compilation);
      expect({ ...compilation, code, stdout }).to.deep.equal({ ...compilation, code: 0, stdout: '' });
    });
  });

  if (EVERY_VERSION)
    it("the one before the first that accepts Effect's declarations only refuses these", async () => {
      const version = VERSIONS[VERSIONS.indexOf(OF_EFFECT) - 1] ?? OF_EFFECT;
      const { code, stdout } = await compile({ version, programs: ['effect'], skipLibCheck: false });
      const refused = stdout.split('\n').filter((line) => line.includes(': error TS'));
      expect(code).to.not.equal(0);
      expect(refused).to.not.deep.equal([]);
      expect(refused.filter((line) => !/node_modules\/effect\/dist\/\w+\.d\.ts\(/.test(line))).to.deep.equal([]);
    });

  it("are those that the documents name, up to the project's own", () => {
    const { version } = JSON.parse(readFileSync(inProject('node_modules/typescript/package.json'), 'utf8')) as Manifest;
    expect(version.startsWith(`${VERSIONS.at(-1)}.`), version).to.equal(true);
    const [, versions] = tableRows('README.md', 'Needs').find(([name]) => name === 'TypeScript') ?? [];
    expect(versions).to.equal(`${VERSIONS[0]} to ${VERSIONS.at(-1)}`);
    for (const document of ['README.md', 'docs/effect.md'])
      expect(readDocument(document), document).to.match(
        new RegExp(`before TypeScript ${OF_EFFECT.replace('.', '\\.')}`, 'i'),
      );
  });
});
