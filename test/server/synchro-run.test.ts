import { readFileSync } from 'node:fs';

import { expect } from 'chai';

import type { CliResult } from '../support/cli.js';
import { MiniSuite } from '../support/mini-suite.js';
import { inProject } from '../support/project-root.js';
import { currentServer } from './current-server.js';

/** Records when it begins and ends, and its server. */
const TIMED = `const { appendFileSync } = require('node:fs');
const { MongoClient } = require('../../mongodb');
it('takes its time', async () => {
  const client = new MongoClient(process.env.MONGODB_URI);
  appendFileSync(process.env.TIMES, 'begin\\n');
  await client.db('admin').command({ ping: 1 });
  await new Promise((done) => setTimeout(done, 500));
  appendFileSync(process.env.TIMES, 'end\\n');
  await client.close();
});\n`;

/** A user's own framework: callbacks under another name. */
const OWN_FRAMEWORK = {
  'frameworks/mine/framework.ts': `import callback from '${inProject('codegen/frameworks/callback/framework.ts')}';
export default { ...callback, name: 'mine' };\n`,
  'frameworks/mine/runtime.ts': '',
  'frameworks/mine/synchro.ts': `import type { Idiom } from '${inProject('codegen/synchro/idiom.ts')}';
import callback from '${inProject('codegen/frameworks/callback/synchro.ts')}';
export default callback as Idiom;\n`,
  'own/mine/index.js': `export * from '${inProject('generated/dist/callback/index.js')}';\n`,
};

describe('motorized synchro on a server', function () {
  this.timeout(60_000);
  let suite: MiniSuite;
  /** Writes a module for `--server`, and returns its path. */
  const module = (text: string): string => {
    suite.write({ 'server.mjs': text });
    return suite.at('server.mjs');
  };
  const run = (env: Record<string, string>, ...more: string[]): Promise<CliResult> =>
    suite.runWith({ TIMES: suite.at('times'), ...env }, '--framework', 'promise', ...more);
  const given = (uri = currentServer().uri): Record<string, string> => ({ MONGODB_URI: uri });

  before(() => {
    suite = new MiniSuite({
      'integration/crud/timed.test.ts': TIMED,
      'integration/node-specific/timed.test.ts': TIMED,
      'unit/pings.test.ts': `it('pings', async () => {
  const client = new (require('../mongodb').MongoClient)('${currentServer().uri}');
  require('node:assert').equal((await client.db('admin').command({ ping: 1 })).ok, 1);
  await client.close();
});\n`,
    });
    suite.write(OWN_FRAMEWORK);
  });

  after(() => suite.remove());

  it('runs groups that share a server one after the other', async () => {
    const shared = module(
      `export const startServer = async () => ({ uri: ${JSON.stringify(currentServer().uri)}, stop: async () => {} });`,
    );
    for (const [env, ...more] of [[given()], [{}, '--server', shared]] as const) {
      suite.write({ times: '' });
      await run(env, ...more, '--files', 'test/integration');
      const times = readFileSync(suite.at('times'), 'utf8').trim().split('\n');
      expect(times.join(' ')).to.equal(Array.from({ length: 4 }, () => 'begin end').join(' '));
    }
  });

  it('runs nothing on a server with another topology', async () => {
    const { code, stderr } = await run(given(), '--standalone', '--files', 'test/integration');
    expect(code).to.equal(2);
    expect(stderr).to.match(/^the server at mongodb:\/\/.* is a replica set, expected a standalone\n {2}fix: leave/m);
  });

  it('names a server that it cannot reach, without its password', async () => {
    const { code, stderr } = await run(given('mongodb://me:secret@localhost:1/'), '--files', 'test/integration/crud');
    expect(code).to.equal(2);
    expect(stderr).to.match(
      /^the server at mongodb:\/\/localhost:1\/ cannot be reached: .*\n {2}fix: check that it runs/m,
    );
  });

  const modules: readonly (readonly [title: string, text: string, message: RegExp])[] = [
    [
      'that throws',
      'export const startServer = async () => { throw new Error("no"); };',
      /server.mjs started no server: no\n/,
    ],
    [
      'without a URI',
      'export const startServer = async () => ({ stop() {} });',
      /startServer of .* returned no `uri`\n/,
    ],
    [
      'without an end',
      'export const startServer = async () => ({ uri: "a" });',
      /startServer of .* returned no `stop\(\)`\n/,
    ],
    ['that starts nothing', 'export const start = 1;', /server.mjs exports no function startServer\n/],
  ];
  for (const [title, text, message] of modules) {
    it(`refuses a server module ${title}`, async () => {
      const { code, stderr } = await run({}, '--server', module(text), '--files', 'test/integration/crud');
      expect(stderr).to.match(message).and.to.include('  fix: ');
      expect(code).to.equal(2);
    });
  }

  it("converts the values of a user's framework to promises with its own synchro.ts", async () => {
    const args = ['--framework', suite.at('frameworks/mine'), '--generated', suite.at('own'), '--files', 'test/unit'];
    const { stdout } = await suite.run(...args, '--json');
    const { comparisons } = JSON.parse(stdout) as { comparisons: { framework: string; scores: object[] }[] };
    expect(comparisons.map(({ framework, scores }) => [framework, scores.at(-1)])).to.deep.equal([
      ['mine', { folder: 'all', raw: 1, passed: 1, tools: 0, internals: 0, excluded: 0, lost: 0 }],
    ]);
  });
});
