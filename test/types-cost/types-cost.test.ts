import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { type Compiler, compilerOf, COMPILERS } from '../support/compilers.js';
import { EVERY_VERSION } from '../support/every-version.js';
import { inProject } from '../support/project-root.js';
import { growth, instantiationsOf, type Place } from './growth.js';
import { type Measured, measuredPrograms } from './measure.js';
import { importOnly, type Program } from './programs.js';

/** A program's limit on a framework, relative to its instantiations on the driver, unless it has its own limit. */
const SHARE = 1.05;

/** Other limits, with the reason. */
const OWN_SHARES: Readonly<Record<string, number>> = {
  // Here, the overloads with promises come second, and the compiler never looks at their results.
  'motorized/callback: calls, each with a callback': 1,
};

/** The oldest and the newest supported compiler. Counts differ between versions, but never between runs. */
const VERSIONS: readonly Compiler[] = EVERY_VERSION ? (Object.keys(COMPILERS) as Compiler[]) : ['5.4', '7.0'];

describe("the compiler's work for types, relative to the driver's", function () {
  this.timeout(300_000);
  let root = '';
  before(() => {
    mkdirSync(inProject('build'), { recursive: true });
    root = mkdtempSync(join(inProject('build'), 'types-cost-'));
  });
  after(() => rmSync(root, { recursive: true, force: true }));

  for (const version of VERSIONS) {
    for (const each of measuredPrograms().filter(({ module }) => module !== 'mongodb')) {
      const subject = `${each.module}: ${each.name}`;
      const share = OWN_SHARES[subject] ?? SHARE;
      it(`TypeScript ${version}, ${subject}: at most ${share}`, () => {
        const place = { root, tsc: compilerOf(version) };
        const problem = exceeding(place, each, share);
        expect(problem, problem).to.equal(undefined);
      });
    }
  }

  it('says by how much a program exceeds its limit, and which statements cause that', () => {
    const statements = /^import |declare const session|const options/;
    const program: Program = (module) => importOnly(module).filter((each) => statements.test(each));
    const measured = { module: 'motorized/promise', name: 'options', program, rival: program };
    const problem = exceeding({ root, tsc: compilerOf('7.0') }, measured, 1);
    expect(problem).to.match(/^\d+ instantiations, and \d+ with mongodb: a ratio of 1\.\d{3}, expected at most 1\n/);
    expect(problem).to.match(/\n {2}\d+ more \(\d+, not \d+\): const options: FindOptions = /);
  });
});

/** How far a program exceeds its limit. Undefined if it does not. */
function exceeding(place: Place, { module, name, program, rival }: Measured, share: number): string | undefined {
  const driver = instantiationsOf(place, 'mongodb', rival('mongodb'));
  const own = instantiationsOf(place, `${module} ${name}`, program(module));
  if (own <= share * driver) return undefined;
  const ratio = (own / driver).toFixed(3);
  const sentence = `${own} instantiations, and ${driver} with mongodb: a ratio of ${ratio}, expected at most ${share}`;
  return [sentence, ...growth(place, rival('mongodb'), program(module))].join('\n');
}
