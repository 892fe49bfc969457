// Runs files of the suite in a process of its own: `node worker.js CONFIG.json`.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { frameworkClasses } from './framework-classes.js';
import { masquerade } from './masquerade.js';
import { copiesOf, hookModules, type Replace } from './module-hook.js';
import { Reached } from './reached.js';
import { load, runMocha } from './run-mocha.js';
import { ResultFile } from './result-file.js';
import type { WorkerConfig } from './worker-config.js';

const [, , configFile = ''] = process.argv;
const config = JSON.parse(readFileSync(configFile, 'utf8')) as WorkerConfig;
const require = createRequire(join(config.suite, 'package.json'));

/** What the suite's own configurations load first; its `npm ls` and its compiler are left out. */
const UNIT_HOOKS = ['runner/throw_rejections.cjs', 'runner/chai_addons', 'runner/ee_checker'];
const INTEGRATION_HOOKS = ['runner/hooks/configuration', 'runner/hooks/leak_checker'];

async function main(): Promise<void> {
  writeFileSync(config.output, '');
  const output = new ResultFile(config.output);
  process.chdir(config.suite);
  const reached = new Reached(config.suite);
  let replace: Replace = (exports) => exports;
  hookModules(config.suite, config.driver, (...args) => replace(...args));
  // One of these changes Node's EventEmitter: it has to come after mocha, and before the driver.
  load(require, 'mocha');
  const hooks = hooksOf(UNIT_HOOKS);
  if (config.framework !== undefined) {
    const classes = await frameworkClasses(config.framework, (member) => reached.note(member));
    replace = masquerade(config.suite, config.driver, classes);
  }
  if (config.integration) hooks.push(...hooksOf(INTEGRATION_HOOKS));
  await runMocha(require, config, hooks, output, reached);
  output.write({ type: 'done', copies: copiesOf(Object.keys(require.cache)) });
}

function hooksOf(names: readonly string[]): unknown[] {
  return names.map((name) => (require(`./test/tools/${name}`) as { mochaHooks?: unknown }).mochaHooks).filter(Boolean);
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    process.exit(2);
  },
);
