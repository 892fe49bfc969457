import { rmSync } from 'node:fs';

import { expect } from 'chai';

import { type CliResult, motorized } from '../support/cli.js';
import { Folder } from '../support/folder.js';
import { MiniSuite } from '../support/mini-suite.js';
import { inProject } from '../support/project-root.js';

/** Everything that keeps synchro from running: exit code 2, a sentence and a fix, also without a suite. */
describe('motorized synchro, when it cannot run', function () {
  this.timeout(20_000);
  let folder: MiniSuite;
  const run = (...args: string[]): Promise<CliResult> =>
    motorized(['synchro', '--spec', inProject('spec'), '--generated', inProject('generated'), ...args], {
      cwd: folder.path,
      env: { MOTORIZED_DRIVER_SUITE: '', MONGODB_URI: '' },
    });

  before(() => {
    folder = new MiniSuite({ 'unit/one.test.ts': "it('one', () => {});\n" });
    folder.write({
      'page.md/README.md': '',
      'numbers.md': '',
      'numbers/promise-standalone.json': '{ "framework": "promise" }',
      'file/numbers': '',
      'no-suite/README.md': '',
      'no-license/test/mongodb.ts': '',
    });
  });

  after(() => folder.remove());

  const cases: readonly (readonly [title: string, args: string, message: RegExp, fix: string])[] = [
    ['an unknown framework', '--framework rxsj', /^there is no framework 'rxsj'/, "did you mean 'rxjs'"],
    [
      'no compiled classes',
      '--generated nowhere',
      /^the compiled classes of \w+ are neither at .*nowhere.dist.\w+.index.js nor at /,
      'motorized generate',
    ],
    [
      'a member that is not a method',
      '--broken Db.databaseName',
      /has no method 'Db.databaseName' to break/,
      'findOne',
    ],
    ['a class that is not wrapped', '--broken ObjectId.toHexString', /has no method 'ObjectId.toHexString'/, 'findOne'],
    ['a missing server module', '--server nowhere.js', /^nowhere.js cannot be read: it does not exist/, 'startServer'],
    ['empty files', '--files ', /argument '' is invalid/, 'motorized synchro --help'],
    ['files of two kinds', '--fast --files test/unit', /'--fast' cannot be used with/, 'motorized synchro --help'],
    ['a page of some files', '--page a.md --files test/unit', /^--page publishes the results of full runs/, '--page'],
    ['a page of a control', '--page a.md --broken Db.collection', /^--page publishes the results of full/, '--page'],
    ['a page that is a folder', '--page page.md', /^the page page.md is a folder/, 'docs/results.md'],
    ['a page that is not Markdown', '--page page.txt', /^the page page.txt is not a Markdown file/, 'docs/results.md'],
    [
      'a page in a missing folder',
      '--page nowhere/page.md',
      /^nowhere, for the page, is not a folder/,
      'docs/results.md',
    ],
    ['numbers in a file', '--page file/numbers.md', /^file.numbers, for the numbers .* is not a folder/, '--page'],
    [
      'numbers of another kind',
      '--page numbers.md',
      /^numbers.promise-standalone.json was not written by this version of synchro/,
      'delete it',
    ],
    ['a missing suite', '--source nowhere', /^nowhere is not a suite of the driver: it does not exist/, '--source'],
    ['a folder without a suite', '--source no-suite', /^no-suite is not a suite of the driver: it has no/, '--source'],
    [
      'a suite without the files that its tests read',
      '--source no-license',
      /^no-license is not a suite of the driver: it holds no LICENSE.md, which its tests read/,
      '--source',
    ],
  ];
  for (const [title, args, message, fix] of cases) {
    it(`refuses ${title}`, async () => {
      const { code, stderr } = await run(...args.split(' '));
      const [sentence = '', advice = ''] = stderr.split('\n');
      expect(sentence).to.match(message);
      expect(advice)
        .to.match(/^ {2}fix: /)
        .and.to.include(fix);
      expect(code).to.equal(2);
    });
  }

  it('refuses two frameworks with one name', async () => {
    folder.write({
      'promise/framework.ts': `export { default } from '${inProject('codegen/frameworks/promise/framework.ts')}';`,
    });
    folder.write({ 'promise/runtime.ts': '' });
    const { stderr } = await run('--framework', './promise', '--framework', 'promise');
    expect(stderr).to.match(/^two frameworks are called 'promise': \.\/promise and promise\n {2}fix: /);
  });

  it('refuses a synchro.ts that exports no idiom', async () => {
    const framework = `export { default } from '${inProject('codegen/frameworks/promise/framework.ts')}';`;
    const files = { 'framework.ts': framework, 'runtime.ts': '', 'synchro.ts': 'export default { call() {} };' };
    folder.write(Object.fromEntries(Object.entries(files).map(([name, text]) => [`unfit/${name}`, text])));
    const { stderr } = await run('--framework', './unfit');
    expect(stderr).to.match(/^.*synchro.ts exports no idiom: `executor` is undefined and not function\n {2}fix: /);
  });

  it('refuses a synchro.ts with an unknown key', async () => {
    const framework = `export { default } from '${inProject('codegen/frameworks/promise/framework.ts')}';`;
    const synchro = 'export default { call() {}, executor() {}, opn() {} };';
    folder.write({ 'stray/framework.ts': framework, 'stray/runtime.ts': '', 'stray/synchro.ts': synchro });
    const { stderr } = await run('--framework', './stray');
    expect(stderr).to.match(
      /^.*synchro.ts exports `opn`, which is not a key of an idiom.*\n {2}fix: rename it to `open`/,
    );
  });

  it('also reports this as JSON', async () => {
    const { code, stdout } = await run('--framework', 'rxsj', '--json');
    const { exit, error } = JSON.parse(stdout) as { exit: number; error: { message: string; fix: string } };
    expect({ code, exit, ...error }).to.deep.equal({
      code: 2,
      exit: 2,
      message: "there is no framework 'rxsj', nor is it a folder with a framework.ts",
      fix: "did you mean 'rxjs'",
    });
  });

  it('needs a driver', async () => {
    const elsewhere = new Folder();
    const { code, stderr } = await motorized(['synchro'], { cwd: elsewhere.path });
    expect(stderr).to.match(/^mongodb is not installed in .* or above it\n {2}fix: /);
    expect(code).to.equal(2);
    elsewhere.remove();
  });

  it('refuses the suite of another line', async () => {
    const other = new MiniSuite({});
    const manifest = JSON.parse(other.read()['suite/package.json'] ?? '') as object;
    other.write({ 'suite/package.json': JSON.stringify({ ...manifest, version: '4.17.2' }) });
    const { code, stderr } = await other.run('--framework', 'promise');
    other.remove();
    expect(stderr).to.match(
      /^the driver suite is that of mongodb 4\.17\.2, but the driver under test is \d+\.\d+\.\d+\n {2}fix: .*--source/,
    );
    expect(code).to.equal(2);
  });

  it('says that a cache cannot be used', async () => {
    rmSync(folder.at('.cache'), { recursive: true, force: true });
    folder.write({ '.cache': 'no folder' });
    const { code, stderr } = await run('--source', folder.at('suite'));
    expect(stderr).to.match(/^.*\.cache.synchro cannot be used: .*\n {2}fix: /);
    expect(code).to.equal(2);
  });

  it('skips without a suite, and says so', async () => {
    const text = await run();
    expect([text.code, text.stdout]).to.deep.equal([0, `${SKIPPED}\n`]);
    const json = await run('--json');
    expect(JSON.parse(json.stdout)).to.deep.equal({ exit: 0, skipped: SKIPPED, problems: [] });
  });
});

const SKIPPED =
  "synchro: skipped, since the driver's test suite is not here (pass --source FOLDER|ARCHIVE or --clone, or set MOTORIZED_DRIVER_SUITE)";
