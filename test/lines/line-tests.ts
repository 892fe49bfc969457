import { readFileSync, rmSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { valid } from 'semver';

import { addedUp } from '../harness/closing-line.js';
import { inProject } from '../support/project-root.js';
import { prepareLine } from './line-folder.js';

// `node line-tests.js VERSION... [-- TESTS...]` runs the tests that depend on the driver with other releases of it.
// Without TESTS, these are the server tests, the conformance kit and the type oracle, but not the mutants of the oracle
// and the controls of the kit, which do not test the driver. Exits with 0 if everything passes, 1 if a test fails, and
// 2 if a release cannot be tested.

const COULD_NOT_RUN = 2;
const TESTS = [
  'build/test/server/**/*.test.js',
  'build/test/type-oracle/oracle.test.js',
  'build/test/type-oracle/hand-written.test.js',
];
const NOT_OF_THE_DRIVER = ['--ignore', 'build/test/server/conformance-controls.test.js'];

const given = process.argv.slice(2);
const at = given.includes('--') ? given.indexOf('--') : given.length;
const chosen = given.slice(at + 1);
process.exitCode = await run(given.slice(0, at), chosen.length > 0 ? chosen : [...TESTS, ...NOT_OF_THE_DRIVER]);

async function run(versions: readonly string[], tests: readonly string[]): Promise<number> {
  const wrong = versions.length === 0 ? 'nothing' : versions.find((version) => valid(version) !== version);
  if (wrong !== undefined) {
    process.stderr.write(
      `DRIVER is ${wrong}, expected releases of mongodb\n  fix: make line-tests DRIVER='5.0.0 6.21.0'\n`,
    );
    return COULD_NOT_RUN;
  }
  const ended: Ended[] = [];
  for (const version of versions) {
    process.stdout.write(`\nmongodb ${version}: generated and compiled in build/lines/${version}\n`);
    try {
      ended.push({ version, ...test(await prepareLine(version), tests) });
    } catch (error) {
      process.stderr.write(`mongodb ${version} cannot be tested: ${String(error)}\n`);
      ended.push({ version, code: COULD_NOT_RUN, line: undefined });
    }
  }
  report(ended);
  return Math.max(...ended.map(({ code }) => code));
}

interface Ended {
  readonly version: string;
  readonly code: number;
  /** Undefined if the tests did not finish. */
  readonly line: string | undefined;
}

function report(ended: readonly Ended[]): void {
  for (const { version, line } of ended) {
    process.stdout.write(`mongodb ${version}: ${line ?? 'the tests did not finish'}\n`);
  }
  const sum = addedUp(ended.map(({ line }) => line));
  if (sum !== undefined) process.stdout.write(`\n${sum}\n`);
}

/** Runs tests in the folder of a line. */
function test(folder: string, tests: readonly string[]): Omit<Ended, 'version'> {
  const file = join(folder, 'closing-line.txt');
  rmSync(file, { force: true });
  const args = ['--forbid-only', '--reporter', 'build/test/harness/reporter.js'];
  const server = ['--require', './build/test/server/global-server.js'];
  const mocha = inProject('node_modules', 'mocha', 'bin', 'mocha.js');
  const { status } = spawnSync(process.execPath, [mocha, ...args, ...server, ...tests], {
    cwd: folder,
    env: { ...process.env, CLOSING_LINE_FILE: file },
    stdio: 'inherit',
  });
  try {
    return { code: status === 0 ? 0 : 1, line: readFileSync(file, 'utf8').trim() };
  } catch {
    return { code: 1, line: undefined };
  }
}
