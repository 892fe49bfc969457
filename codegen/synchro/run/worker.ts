// Runs files of the suite in a separate process: `node worker.js CONFIG.json`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { frameworkClasses, type Module } from '../masquerade/framework-classes.js';
import { copiesOf, LoadedModules } from '../masquerade/loaded-copies.js';
import { masquerade } from '../masquerade/masquerade.js';
import { hookModules, type Replace } from '../masquerade/module-hook.js';
import { Reached } from '../masquerade/reached-internals.js';
import { ResultFile } from './result-file.js';
import { load, runMocha } from './run-mocha.js';
import { runTypeTests } from './type-tests.js';
import type { MochaConfig, TypesConfig, WorkerConfig } from './worker-config.js';

const [, , configFile = ''] = process.argv;
const config = JSON.parse(readFileSync(configFile, 'utf8')) as WorkerConfig;
const output = new ResultFile(config.output);

async function runTests(tests: MochaConfig): Promise<readonly string[]> {
  const require = createRequire(join(tests.suite, 'package.json'));
  const hooksOf = (names: readonly string[]): unknown[] =>
    names.map((name) => (require(`./${name}`) as { mochaHooks?: unknown }).mochaHooks).filter(Boolean);
  const modules = new LoadedModules();
  process.chdir(tests.suite);
  const reached = new Reached(tests.suite);
  let replace: Replace = (exports) => exports;
  hookModules(tests.suite, tests.driver, (...args) => replace(...args));
  // One of these modules patches Node's EventEmitter, so it has to be loaded after mocha and before the driver.
  load(require, 'mocha');
  loadHelpers(require);
  const hooks = hooksOf(tests.hooks.unit);
  if (tests.framework !== undefined) {
    const raw = require(tests.driver) as Module;
    const classes = await frameworkClasses(tests.framework, raw, (member) => reached.note(member));
    replace = masquerade(tests.suite, tests.driver, classes, (file) => evaluateAgain(require, file));
  }
  if (tests.kind === 'integration')
    hooks.push(...hooksOf(tests.hooks.integration.filter((each) => !tests.hooks.unit.includes(each))));
  await runMocha(require, tests, hooks, output, reached);
  return copiesOf([...Object.keys(require.cache), ...modules.list()]);
}

/** Defines the helpers of compiled code, which the suite's compiler expects as globals. */
function loadHelpers(require: NodeJS.Require): void {
  load(createRequire(require.resolve('typescript-cached-transpile/package.json')), 'tslib');
}

/**
 * Creates a second instance of a module, with its imports replaced. Modules that have imported the first one keep it.
 */
function evaluateAgain(require: NodeJS.Require, file: string): object {
  const { [file]: first } = require.cache;
  delete require.cache[file];
  try {
    return require(file) as object;
  } finally {
    require.cache[file] = first;
  }
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

// The command that started it has ended, so nobody waits for the results.
process.once('disconnect', () => process.exit(2));

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(2);
  },
);
