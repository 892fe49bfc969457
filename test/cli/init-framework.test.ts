import { expect } from 'chai';

import { AuthorProject } from '../support/author-project.js';

const FILES = [
  'README.md',
  'conformance.test.js',
  'framework.ts',
  'package.json',
  'runtime.ts',
  'synchro.ts',
  'tsconfig.json',
];

describe('motorized init framework', function () {
  this.timeout(120_000);
  let project: AuthorProject;

  beforeEach(() => (project = new AuthorProject()));
  afterEach(() => project.remove());

  const init = (...args: readonly string[]) => project.motorized(['init', 'framework', ...args]);

  for (const evaluation of ['eager', 'lazy']) {
    it(`writes a folder that generates, and compiles by its own tsconfig.json: --${evaluation}`, () => {
      const { code, stdout, stderr } = init('my-own', `--${evaluation}`);
      expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
      expect(Object.keys(project.read('my-own'))).to.deep.equal(FILES.map((name) => `my-own/${name}`));
      const lines = [...FILES.map((name) => `wrote my-own/${name}`), 'my-own/README.md says what to do next', ''];
      expect(stdout).to.equal(lines.join('\n'));
      const generated = project.generate('my-own', 'my-own/generated');
      expect({ code: generated.code, stderr: generated.stderr }).to.deep.equal({ code: 0, stderr: '' });
      expect(project.tsc('-p', 'my-own')).to.equal('');
      expect(project.read('my-own/dist/generated/my-own')).to.include.keys('my-own/dist/generated/my-own/index.js');
    });

    it(`writes modules that compile with the settings of \`tsc --init\`, whatever type the package has: --${evaluation}`, () => {
      project.initTypeScript();
      project.write({ 'package.json': '{ "type": "commonjs" }' });
      expect(init('own', `--${evaluation}`, '--out', 'frameworks/own').code).to.equal(0);
      expect(project.generate('frameworks/own', 'frameworks/own/generated').code).to.equal(0);
      expect(project.tsc('--noEmit')).to.equal('');
      project.write({
        'frameworks/own/wrong.ts': "import { Collection } from './generated/own/index.js';\nCollection.no;\n",
      });
      expect(project.tsc('--noEmit')).to.contain("frameworks/own/wrong.ts(2,12): error TS2339: Property 'no'");
    });
  }

  it('writes a README whose commands run unchanged', () => {
    init('own', '--lazy', '--out', 'frameworks/lazy');
    const readme = project.read('frameworks')['frameworks/lazy/README.md'] ?? '';
    const commands = readme.split('\n').filter((line) => /^npx (motorized|tsc) /.test(line));
    expect(commands).to.have.lengthOf(2);
    for (const [, tool, args] of commands.map((line) => /^npx (\w+) (.*)$/.exec(line) ?? [])) {
      if (tool === 'tsc') expect(project.tsc(...(args ?? '').split(' '))).to.equal('');
      else expect(project.motorized((args ?? '').split(' '))).to.include({ code: 0, stderr: '' });
    }
    expect(project.read('frameworks')).to.include.keys('frameworks/lazy/dist/generated/own/index.js');
    expect(JSON.stringify(project.read('frameworks/lazy'))).not.to.match(/__[A-Z]+__/);
  });

  it("writes a runtime in which a mistyped helper is reported at the author's own line", () => {
    init('own', '--lazy');
    const text = project.read('own')['own/runtime.ts'] ?? '';
    project.write({ 'own/runtime.ts': text.replace('internal/runs.js', 'internal/run.js') });
    const { code, stderr } = project.generate('own', 'out');
    expect(code).to.equal(1);
    expect(stderr)
      .to.contain(
        "own/runtime.ts:10:24 the runtime of own: imports '../internal/run.js', and no such module is emitted",
      )
      .and.contain("import { during } from '@motorized/codegen/internal/run.js';")
      .and.contain('did you mean ../internal/runs.ts');
  });

  it('lists the written files as JSON', () => {
    const { code, stdout } = init('own', '--eager', '--out', 'there', '--json');
    expect(code).to.equal(0);
    expect(JSON.parse(stdout)).to.deep.equal({ exit: 0, folder: 'there', files: FILES, problems: [] });
  });

  it('fills an empty folder', () => {
    project.write({ 'own/file': '' });
    expect(project.node(['-e', "require('fs').rmSync('own/file')"]).code).to.equal(0);
    expect(init('own', '--eager').code).to.equal(0);
    expect(Object.keys(project.read('own'))).to.have.lengthOf(FILES.length);
  });

  const refused = (args: readonly string[], message: string, fix: string): void => {
    const before = project.read();
    const { code, stdout, stderr } = init(...args);
    expect({ code, stdout, stderr }).to.deep.equal({ code: 2, stdout: '', stderr: `${message}\n  fix: ${fix}\n` });
    expect(project.read()).to.deep.equal(before);
  };

  it('overwrites nothing', () => {
    project.write({ 'own/b.ts': 'b', 'own/a.ts': 'a', file: '' });
    const fix = 'name another folder with --out, or delete this one';
    refused(['own', '--eager'], 'own is not empty: it holds a.ts and 1 more', fix);
    refused(['own', '--lazy', '--out', 'file'], 'file is a file, expected a folder or nothing', fix);
  });

  it('needs one of --eager and --lazy, and not both', () => {
    const fix = 'pass `--eager` if a call starts the work, `--lazy` if running the returned value does';
    refused(['own'], 'the command has to know whether the framework is eager or lazy', fix);
    refused(['own', '--eager', '--lazy'], 'a framework is eager or lazy, and not both', fix);
  });

  it('accepts only valid names of frameworks', () => {
    const fix = 'give it another name: its classes are written to a folder of that name';
    const expected = 'expected a name in lower case, with `-` between words';
    refused(['../own', '--eager'], `the name of a framework is '../own', ${expected}`, fix);
    refused(['Own', '--eager'], `the name of a framework is 'Own', ${expected}`, fix);
    refused(
      ['internal', '--lazy'],
      "the name of a framework is 'internal', expected a name other than `internal`, which is the folder of the shared helpers",
      fix,
    );
  });
});
