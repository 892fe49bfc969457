import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, rmSync, utimesSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

import { expect } from 'chai';

import { lineOf } from '../../codegen/model/releases/release.js';
import { CLI, type CliResult } from '../support/cli.js';
import { MiniSuite } from '../support/mini-suite.js';
import { output } from '../support/processes.js';
import { inProject } from '../support/project-root.js';
import { driverVersion } from '../support/release/release.js';

const ONE = "it('one', () => { new (require('../mongodb').MongoClient)('mongodb://a').db('b').collection('c'); });\n";

interface Json {
  readonly exit: number;
  readonly skipped?: string;
  readonly error?: { readonly message: string; readonly fix: string };
  readonly problems: readonly { readonly rule: string; readonly message: string }[];
  readonly comparisons: readonly {
    readonly raw: object;
    readonly suite: string;
    readonly lost: readonly string[];
    readonly tests: readonly { readonly id: string; readonly verdict: string }[];
  }[];
}

function jsonOf({ stdout }: CliResult): Json {
  return JSON.parse(stdout) as Json;
}

/** The messages of one rule. */
function problemsOf(result: CliResult, wanted: string): string[] {
  return jsonOf(result)
    .problems.filter(({ rule }) => rule === wanted)
    .map(({ message }) => message);
}

/** The processes with the configuration of a run. */
function workersOf(folder: string): string[] {
  return output('ps', ['-A', '-o', 'args'])
    .split('\n')
    .filter((line) => line.includes(`${folder}/unit-raw.json`));
}

describe('motorized synchro on a suite', function () {
  this.timeout(60_000);
  let suite: MiniSuite;

  before(() => {
    suite = new MiniSuite({
      'unit/one.test.ts': ONE,
      'unit/dies.test.ts': "it('dies', () => process.exit(7));\n",
      'unit/broken.test.ts': "require('./nowhere');\n",
      'unit/wrapped_dies.test.ts': `it('dies', () => {
  if ('delegate' in new (require('../mongodb').MongoClient)('mongodb://a')) process.kill(process.pid, 'SIGKILL');
});\n`,
      'unit/copies.test.ts': "it('loads', () => import(COPY));\n".replace(
        'COPY',
        JSON.stringify(inProject('node_modules/bson/lib/bson.node.mjs')),
      ),
      'unit/slow.test.ts': "it('waits', (done) => { setTimeout(done, 3000); });\n",
    });
  });

  after(() => suite.remove());

  it('compares the results, and names the suite', async () => {
    const result = await suite.run('--framework', 'promise', '--files', 'test/unit/one', '--json');
    const [comparison] = jsonOf(result).comparisons;
    expect(comparison).to.deep.include({ suite: '7.0.0', raw: { passed: 1, failed: 0, skipped: 0 }, lost: [] });
    expect(comparison?.tests).to.deep.equal([
      { id: 'test/unit/one.test.js > one', file: 'test/unit/one.test.js', verdict: 'passed' },
    ]);
  });

  it('fails if a method that is broken on purpose loses no test', async () => {
    const broken = (method: string): Promise<CliResult> =>
      suite.run('--framework', 'promise', '--files', 'test/unit/one', '--broken', method, '--json');
    expect(problemsOf(await broken('Collection.findOne'), 'synchro-control')).to.deep.equal([
      'promise loses no test with Collection.findOne broken, so nothing proves that its classes were tested',
    ]);
    const [lost = ''] = problemsOf(await broken('MongoClient.db'), 'synchro-lost');
    expect(lost).to.match(/^promise loses 'test\/unit\/one.test.js > one'.*: Error: MongoClient.db is broken/);
  });

  it("lets the suite's barrel extend the framework's classes once, and uses the result as mongodb-legacy", async () => {
    const legacy = new MiniSuite({
      'mongodb.ts': `const driver = require('mongodb');
Object.defineProperty(driver.MongoClient.prototype, Symbol.for('legacy'), {});
class LegacyMongoClient extends driver.MongoClient {}
module.exports = { ...driver, MongoClient: LegacyMongoClient };\n`,
      'unit/legacy.test.ts': `it('extends', () => {
  const { MongoClient } = require('../mongodb');
  if (require('mongodb-legacy').MongoClient !== MongoClient || MongoClient.name !== 'LegacyMongoClient') throw new Error();
  new MongoClient('mongodb://a').db('b');
});\n`,
    });
    const whole = await legacy.run('--framework', 'promise', '--json');
    const broken = await legacy.run('--framework', 'promise', '--broken', 'MongoClient.db', '--json');
    legacy.remove();
    expect(jsonOf(whole).comparisons[0]).to.deep.include({ raw: { passed: 1, failed: 0, skipped: 0 }, lost: [] });
    expect(jsonOf(broken).comparisons[0]?.lost).to.deep.equal(['test/unit/legacy.test.js > extends']);
  });

  it('reports that a process died, and how', async () => {
    const dies = await suite.run('--framework', 'promise', '--files', 'test/unit/dies.', '--json');
    expect(problemsOf(dies, 'synchro-run')[0]).to.match(
      /^unit on the raw driver did not finish \(exit code 7\); see .*unit-raw-anew\.log$/,
    );
  });

  it('runs a group again that a root hook has ended, and reports it if that happens twice', async () => {
    const ending = (times: number): MiniSuite =>
      new MiniSuite({
        'tools/runner/ee_checker.ts': `const { appendFileSync, readFileSync } = require('node:fs');
exports.mochaHooks = { afterEach() {
  appendFileSync('ended', '.');
  if (readFileSync('ended').length <= ${times}) throw new Error('late');
} };\n`,
        'unit/one.test.ts': ONE,
        'unit/two.test.ts': ONE,
      });
    const once = ending(1);
    const whole = await once.run('--framework', 'promise', '--json');
    once.remove();
    expect(problemsOf(whole, 'synchro-run')).to.deep.equal([]);
    expect(jsonOf(whole).comparisons[0]).to.deep.include({ raw: { passed: 2, failed: 0, skipped: 0 }, lost: [] });
    const twice = ending(2);
    const ended = await twice.run('--framework', 'promise', '--json');
    twice.remove();
    expect(problemsOf(ended, 'synchro-run')[0]).to.match(
      /^unit on the raw driver was stopped by a hook of the suite: "after each" hook: afterEach for "one": Error: late; see .*unit-raw-anew\.log$/,
    );
  });

  it('continues after a late error in a hook, which only counts against a framework', async () => {
    const throwing = (when: string): MiniSuite =>
      new MiniSuite({
        'tools/runner/ee_checker.ts': `exports.mochaHooks = { beforeEach(done) {
  const isLate = this.currentTest.title === 'two' && (${when});
  done();
  if (isLate) done(new Error('late'));
} };\n`,
        'unit/one.test.ts': ONE,
        'unit/two.test.ts': ONE.replace('one', 'two'),
        // The hooks themselves get the raw driver.
        'unit/three.test.ts': `globalThis.isWrapped = 'delegate' in new (require('../mongodb').MongoClient)('mongodb://a');\n${ONE}`,
      });
    const onRaw = throwing('!isWrapped');
    const raw = await onRaw.run('--framework', 'promise', '--json');
    onRaw.remove();
    expect(problemsOf(raw, 'synchro-run')).to.deep.equal([]);
    expect(jsonOf(raw).comparisons[0]).to.deep.include({ raw: { passed: 3, failed: 0, skipped: 0 }, lost: [] });
    const onWrapped = throwing('isWrapped');
    const wrapped = await onWrapped.run('--framework', 'promise', '--json');
    onWrapped.remove();
    expect(problemsOf(wrapped, 'synchro-run')[0]).to.match(
      /^unit on promise had an error after the test that caused it: "before each" hook.*late.*; see .*unit-promise-anew\.log$/,
    );
  });

  it('publishes no page of an unreliable run', async () => {
    const dying = new MiniSuite({
      'unit/one.test.ts': ONE,
      'unit/two.test.ts': "it('dies', () => process.exit(7));\n",
    });
    const { stderr } = await dying.run('--framework', 'promise', '--page', 'results.md');
    expect(stderr).to.include('\nresults.md is unchanged, since the run is unreliable\n');
    expect(existsSync(dying.at('results.md'))).to.equal(false);
    dying.remove();
  });

  it('publishes its results in a page, and the numbers beside it', async () => {
    const whole = new MiniSuite({ 'unit/one.test.ts': ONE });
    await whole.run('--framework', 'promise', '--page', 'results.md');
    await whole.run('--framework', 'callback', '--page', 'results.md');
    const files = whole.read();
    const lines = ['callback', 'promise'].map(
      (name) => `| ${driverVersion} | ${name} | replica set | 1 | 1 | 0 | 0 | 0 | 0 |`,
    );
    expect(files['results.md']).to.include(lines.join('\n'));
    expect(JSON.parse(files[`results/${lineOf(driverVersion)}-promise-replica-set.json`] ?? '')).to.deep.include({
      framework: 'promise',
      lost: [],
    });
    whole.remove();
  });

  it('reports that a process of a framework died', async () => {
    const dies = await suite.run('--framework', 'promise', '--files', 'test/unit/wrapped_dies', '--json');
    expect(problemsOf(dies, 'synchro-run')[0]).to.match(/^unit on promise did not finish \(SIGKILL\); see .*\.log$/);
  });

  it('reports a file that cannot be loaded on the raw driver', async () => {
    const broken = await suite.run('--framework', 'promise', '--files', 'test/unit/broken', '--json');
    expect(problemsOf(broken, 'synchro-run')[0]).to.match(
      /^unit on the raw driver could not load test\/unit\/broken.test.js: Error: Cannot find module/,
    );
  });

  it('reports two copies of a package, also of an ES module', async () => {
    const copies = await suite.run('--framework', 'promise', '--files', 'test/unit/copies', '--json');
    expect(problemsOf(copies, 'synchro-run')[0]).to.match(
      /^unit on promise had two copies of .* bson: .*bson\.cjs, .*bson\.node\.mjs/,
    );
  });

  it('keeps simultaneous runs apart', async () => {
    const args = ['--framework', 'promise', '--json', '--files'];
    const both = await Promise.all([
      suite.run(...args, 'test/unit/one'),
      suite.run(...args, 'test/unit/one', '--files', 'test/unit/slow'),
    ]);
    expect(both.map((each) => jsonOf(each).comparisons[0]?.tests.length)).to.deep.equal([1, 2]);
  });

  it('prepares a suite again if a file is missing', async () => {
    const cache = suite.at('.cache/synchro');
    const name = readdirSync(cache).find((each) => each.startsWith('suite-')) ?? '';
    rmSync(`${cache}/${name}/test/tools/runner/metadata_ui.js`);
    const { code } = await suite.run('--framework', 'promise', '--files', 'test/unit/one');
    expect(existsSync(`${cache}/${name}/test/tools/runner/metadata_ui.js`)).to.equal(true);
    expect(code).to.equal(1);
  });

  it('removes suites that no run has used for two weeks, when it prepares one', async () => {
    const used = (days: number): Date => new Date(Date.now() - days * 24 * 60 * 60 * 1000);
    suite.write({ '.cache/synchro/suite-old/.prepared': '', '.cache/synchro/suite-recent/.prepared': '' });
    utimesSync(suite.at('.cache/synchro/suite-old/.prepared'), used(15), used(15));
    utimesSync(suite.at('.cache/synchro/suite-recent/.prepared'), used(13), used(13));
    suite.write({ 'suite/test/unit/another.test.ts': ONE });
    await suite.run('--framework', 'promise', '--files', 'test/unit/one');
    expect(readdirSync(suite.at('.cache/synchro')))
      .to.include('suite-recent')
      .and.not.to.include('suite-old');
  });

  it('leaves nothing behind when it is killed: no process, and no folder after the next run', async () => {
    const started = spawn(
      process.execPath,
      [CLI, ...suite.args('--framework', 'promise', '--files', 'test/unit/slow')],
      {
        cwd: suite.path,
        stdio: 'ignore',
      },
    );
    const runs = (): string[] => readdirSync(suite.at('.cache/synchro/runs'));
    const own = (): string | undefined => runs().find((name) => name.includes(`-${started.pid}-`));
    while (own() === undefined || !existsSync(suite.at(`.cache/synchro/runs/${own()}/unit-raw.log`))) await wait(50);
    started.kill('SIGKILL');
    await once(started, 'close');
    while (workersOf(own() ?? '').length > 0) await wait(50);
    await suite.run('--framework', 'promise', '--files', 'test/unit/one');
    expect(own()).to.equal(undefined);
  });

  it('cleans up before it dies of a signal', async () => {
    const started = spawn(
      process.execPath,
      [CLI, ...suite.args('--framework', 'promise', '--files', 'test/unit/slow')],
      {
        cwd: suite.path,
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    );
    const isRunning = (): boolean =>
      readdirSync(suite.at('.cache/synchro/runs')).some((name) => name.includes(`-${started.pid}-`));
    while (!isRunning()) await wait(50);
    started.kill('SIGTERM');
    expect(await once(started, 'close')).to.deep.equal([null, 'SIGTERM']);
  });
});
