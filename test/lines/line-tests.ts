import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { addedUp } from '../harness/closing-line.js';
import { inProject } from '../support/project-root.js';
import { prepareLine } from './line-folder.js';

// `node line-tests.js VERSION... [-- TESTS...]`: the tests that depend on the driver, on other releases of it. What
// the compiler or the generator has to say of a release ends the run before its tests. Without TESTS, all of them:
// those on a server, with the conformance kit, and the type oracle. Its mutants test the oracle, not the driver.

const TESTS = [
  'build/test/server/**/*.test.js',
  'build/test/type-oracle/oracle.test.js',
  'build/test/type-oracle/hand-written.test.js',
];

const given = process.argv.slice(2);
const at = given.includes('--') ? given.indexOf('--') : given.length;
const versions = given.slice(0, at);
const chosen = given.slice(at + 1);

const lines: [version: string, line: string | undefined][] = [];
for (const version of versions) {
  process.stdout.write(`\nmongodb ${version}: generated and compiled below build/lines\n`);
  const folder = await prepareLine(version);
  lines.push([version, test(folder, chosen.length > 0 ? chosen : TESTS)]);
}
for (const [version, line] of lines) process.stdout.write(`mongodb ${version}: ${line ?? 'the tests did not end'}\n`);
process.stdout.write(`\n${addedUp(lines.map(([, line]) => line)) ?? 'not every release has been tested'}\n`);

/** Runs tests in the folder of a line, and gives their closing line. */
function test(folder: string, tests: readonly string[]): string | undefined {
  const file = join(folder, 'closing-line.txt');
  rmSync(file, { force: true });
  const args = ['--forbid-only', '--exit', '--reporter', 'build/test/harness/reporter.js'];
  const server = ['--require', './build/test/server/global-server.js'];
  const mocha = inProject('node_modules', 'mocha', 'bin', 'mocha.js');
  const { status } = spawnSync(process.execPath, [mocha, ...args, ...server, ...tests], {
    cwd: folder,
    env: { ...process.env, CLOSING_LINE_FILE: file },
    stdio: 'inherit',
  });
  if (status !== 0) process.exitCode = 1;
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
