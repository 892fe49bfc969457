import { join, relative, sep } from 'node:path';

import type { Reached } from '../masquerade/reached-internals.js';
import { describeError, TestNames, type TestState, type WorkerLine } from '../results/test-results.js';
import { matches } from '../suite/pattern.js';
import type { ResultFile } from './result-file.js';
import type { MochaConfig } from './worker-config.js';

/** The part of the suite's own mocha that is used. It may be another version than ours. */
interface MochaModule {
  new (options: object): Mocha;
}
interface Mocha {
  readonly suite: Suite;
  files: string[];
  addFile(file: string): void;
  ui(name: string): void;
  rootHooks(hooks: object): void;
  loadFiles(): void;
  run(done: (failures: number) => void): Runner;
}
interface Suite {
  readonly suites: Suite[];
  readonly tests: readonly Test[];
}
interface Test {
  readonly title: string;
  readonly file?: string;
  readonly parent?: { readonly file?: string; readonly root?: boolean };
  readonly duration?: number;
  pending: boolean;
  fn: unknown;
  titlePath(): string[];
}
interface Runner {
  on(event: string, listener: (test: Test, error?: Error) => void): void;
}

/** The code of the error by which mocha reports what happens in a hook after its end. */
const HOOK_HAD_ENDED = 'ERR_MOCHA_MULTIPLE_DONE';

/** Runs the files in this process, and writes the result of each test. */
export async function runMocha(
  require: NodeJS.Require,
  config: MochaConfig,
  hooks: readonly unknown[],
  output: ResultFile,
  reached: Reached,
): Promise<void> {
  const Mocha = require('mocha') as MochaModule;
  if (config.kind === 'integration') load(require, './test/tools/runner/metadata_ui.js');
  const mocha = new Mocha({
    ui: uiOf(config),
    timeout: config.timeout,
    reporter: function silent() {},
    color: false,
  });
  for (const hook of hooks) mocha.rootHooks(hook as object);
  for (const file of config.files) loadFile(mocha, config, file, output);
  const names = nameTests(config, mocha.suite);
  const only = config.only === undefined ? undefined : new Set(config.only);
  const isWanted = (id: string): boolean =>
    (only === undefined || only.has(id)) && !config.except.some((pattern) => matches(pattern, id));
  for (const [test, { id }] of names) if (!isWanted(id)) test.pending = true;
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    report(runner, names, only, (line) => output.write(line), reached);
    heedHooks(runner, reached);
  });
}

/** Loads a file. If it cannot be loaded, that is recorded, and does not affect the tests of other files. */
function loadFile(mocha: Mocha, config: MochaConfig, file: string, output: ResultFile): void {
  const before = mocha.suite.suites.length;
  try {
    mocha.addFile(join(config.suite, file));
    mocha.loadFiles();
  } catch (error) {
    mocha.suite.suites.splice(before);
    // The interface is still inside the suite that failed. A new one starts at the root.
    mocha.ui(uiOf(config));
    output.write({ type: 'unloadable', file, error: describeError(error as Error) });
  }
  // Mocha would load the files again when it runs.
  mocha.files = [];
}

/** Loads a module of the suite for its side effects. */
export function load(require: NodeJS.Require, name: string): unknown {
  return require(name);
}

function uiOf(config: MochaConfig): string {
  return config.kind === 'integration' ? 'metadata_ui' : 'bdd';
}

interface Named {
  readonly id: string;
  readonly file: string;
}

/** Names all tests before they run, so that a test which does not run does not change the names of others. */
function nameTests(config: MochaConfig, root: Suite): Map<Test, Named> {
  const names = new TestNames();
  const named = new Map<Test, Named>();
  const visit = (suite: Suite, inherited: string): void => {
    for (const test of suite.tests) {
      const file = relative(config.suite, test.file ?? test.parent?.file ?? inherited)
        .split(sep)
        .join('/');
      named.set(test, { id: names.of(file, test.titlePath()), file });
    }
    for (const each of suite.suites) visit(each, inherited);
  };
  visit(root, config.suite);
  return named;
}

function report(
  runner: Runner,
  names: ReadonlyMap<Test, Named>,
  only: ReadonlySet<string> | undefined,
  put: (line: WorkerLine) => void,
  reached: Reached,
): void {
  const write = (test: Test, state: TestState, error?: Error): void => {
    const named = names.get(test);
    // A hook. The tests that it prevents are found missing anyway.
    if (named === undefined) {
      if (error === undefined) return;
      process.stderr.write(`${test.titlePath().join(' > ')}: ${error.stack}\n`);
      if (test.parent?.root === true) {
        const isLate = 'code' in error && error.code === HOOK_HAD_ENDED;
        put({ type: 'hook', error: `${test.title}: ${describeError(error)}`, isLate });
      }
      return;
    }
    if (only !== undefined && !only.has(named.id)) return;
    const text = error === undefined ? {} : { error: describeError(error) };
    const internals = reached.take(ancestors(test));
    put({ type: 'test', ...named, state, ms: Math.round(test.duration ?? 0), internals, ...text });
  };
  runner.on('pass', (test) => write(test, 'passed'));
  runner.on('fail', (test, error) => write(test, 'failed', error));
  runner.on('pending', (test) => write(test, 'skipped'));
}

function ancestors(test: Test): unknown[] {
  const all: unknown[] = [];
  for (let suite: unknown = test.parent; suite !== undefined && suite !== null; suite = (suite as Test).parent)
    all.push(suite);
  return all;
}

function heedHooks(runner: Runner, reached: Reached): void {
  runner.on('hook', (hook) => {
    if (hook.title.startsWith('"before all"')) reached.enterHook(hook.parent);
  });
  runner.on('hook end', () => reached.leaveHook());
}
