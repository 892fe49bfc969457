// Runs files of the suite in a process of its own: `node worker.js CONFIG.json`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { frameworkClasses } from '../masquerade/framework-classes.js';
import { copiesOf, LoadedModules } from '../masquerade/loaded-copies.js';
import { masquerade } from '../masquerade/masquerade.js';
import { hookModules, type Replace } from '../masquerade/module-hook.js';
import { Reached } from '../masquerade/reached-internals.js';
import { ResultFile } from './result-file.js';
import { load, runMocha } from './run-mocha.js';
import { runTypeTests } from './type-tests.js';
import type { MochaConfig, TypesConfig, WorkerConfig } from './worker-config.js';

/** What the suite's own configurations load first; its `npm ls` and its compiler are left out. */
const UNIT_HOOKS = ['runner/throw_rejections.cjs', 'runner/chai_addons', 'runner/ee_checker'];
const INTEGRATION_HOOKS = ['runner/hooks/configuration', 'runner/hooks/leak_checker'];

const [, , configFile = ''] = process.argv;
const config = JSON.parse(readFileSync(configFile, 'utf8')) as WorkerConfig;
const output = new ResultFile(config.output);

async function runTests(tests: MochaConfig): Promise<readonly string[]> {
  const require = createRequire(join(tests.suite, 'package.json'));
  const hooksOf = (names: readonly string[]): unknown[] =>
    names.map((name) => (require(`./test/tools/${name}`) as { mochaHooks?: unknown }).mochaHooks).filter(Boolean);
  const modules = new LoadedModules();
  process.chdir(tests.suite);
  const reached = new Reached(tests.suite);
  let replace: Replace = (exports) => exports;
  hookModules(tests.suite, tests.driver, (...args) => replace(...args));
  // One of these changes Node's EventEmitter: it has to come after mocha, and before the driver.
  load(require, 'mocha');
  const hooks = hooksOf(UNIT_HOOKS);
  if (tests.framework !== undefined) {
    const classes = await frameworkClasses(tests.framework, (member) => reached.note(member));
    replace = masquerade(tests.suite, tests.driver, classes);
  }
  if (tests.kind === 'integration') hooks.push(...hooksOf(INTEGRATION_HOOKS));
  await runMocha(require, tests, hooks, output, reached);
  return copiesOf([...Object.keys(require.cache), ...modules.list()]);
}

async function compileTypes(tests: TypesConfig): Promise<void> {
  for (const result of await runTypeTests(tests)) output.write({ type: 'test', ...result });
}

async function main(): Promise<void> {
  if (config.kind === 'types') {
    await compileTypes(config);
    output.write({ type: 'done', copies: [] });
  } else {
    output.write({ type: 'done', copies: await runTests(config) });
  }
}

// The command that started it is gone, however it ended: nobody waits for the results.
process.once('disconnect', () => process.exit(2));

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(2);
  },
);
