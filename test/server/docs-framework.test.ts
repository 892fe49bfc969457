import { existsSync, readFileSync } from 'node:fs';

import { expect } from 'chai';
import { MongoClient } from 'mongodb';

import { CLAUSES } from '../../codegen/conformance/clauses.js';
import { AuthorProject } from '../support/author-project.js';
import { CLI } from '../support/cli.js';
import { codeBlocks } from '../support/documents.js';
import { output } from '../support/processes.js';
import { onServer } from '../support/programs.js';
import { inProject } from '../support/project-root.js';
import { currentServer } from './current-server.js';

const PAGE = 'docs/writing-a-framework.md';
const EXAMPLE = inProject('examples', 'neverthrow');
const DATABASE = 'motorized_docs_framework';

/** The source files of the page's code blocks, by the beginning of their role. */
const SOURCES: readonly (readonly [string, (role: string) => string])[] = [
  ['job/', (role) => inProject('codegen', 'starters', 'lazy', `${role.slice('job/'.length)}.txt`)],
  ['', (role) => inProject('examples', 'neverthrow', role)],
];

/** The example's own packages, in its `node_modules`, which git ignores. */
function install(): void {
  if (existsSync(inProject('examples', 'neverthrow', 'node_modules', '.package-lock.json'))) return;
  output('npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: EXAMPLE });
}

describe('the frameworks of docs/writing-a-framework.md', function () {
  this.timeout(180_000);
  const blocks = codeBlocks(PAGE);
  const modules = blocks.filter(({ language, role }) => language === 'ts' || role.endsWith('.js'));
  let project: AuthorProject;

  before(() => {
    install();
    project = new AuthorProject();
    project.link('neverthrow', inProject('examples', 'neverthrow', 'node_modules', 'neverthrow'));
    project.initTypeScript();
    project.write(Object.fromEntries(modules.map(({ role, text }) => [role, text])));
  });
  after(() => project.remove());

  const textOf = (role: string): string => blocks.find((block) => block.role === role)?.text ?? '';

  /** The arguments of a command, as the page has them. */
  const argumentsOf = (call: string): string[] => {
    const lines = blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => text.split('\n'));
    const line = lines.find((each) => each.startsWith(call)) ?? '';
    return line.split(' ').slice(2);
  };

  it('are examples/neverthrow and the starter of motorized init framework', () => {
    expect(modules.map(({ role }) => role)).to.have.lengthOf(9);
    // Blocks that show a single key are only on the page, and are compiled with the others.
    const shown = modules.filter(({ language, role }) => language === 'ts' && !role.startsWith('choosing/'));
    for (const { role, text } of shown) {
      const [, place] = SOURCES.find(([beginning]) => role.startsWith(beginning)) ?? [];
      expect(text, role).to.equal(readFileSync(place?.(role) ?? '', 'utf8').replaceAll('__NAME__', 'job'));
    }
  });

  it('take few lines', () => {
    const linesOf = (...roles: readonly string[]): number =>
      roles.reduce(
        (sum, role) =>
          sum +
          textOf(role)
            .split('\n')
            .filter((line) => isCode(line)).length,
        0,
      );
    expect(linesOf('framework/framework.ts', 'framework/runtime.ts')).to.be.below(75);
    expect(linesOf('job/framework.ts', 'job/runtime.ts', 'job/synchro.ts')).to.be.below(150);
  });

  it('are emitted by the command of the page, with the method that it shows', () => {
    const { code, stderr } = project.motorized(argumentsOf('npx motorized generate '));
    expect({ code, stderr }).to.deep.equal({ code: 0, stderr: '' });
    expect(project.read('mongodb')['mongodb/neverthrow/Admin.ts']).to.include(textOf('mongodb/neverthrow/Admin.ts'));
    expect(project.generate('job', 'jobs').code).to.equal(0);
  });

  it('compile in the project of the page, with their emitted classes', () => {
    expect(project.tsc('--noEmit')).to.equal('');
  });

  it('run on a server, with the output of the page', async () => {
    const { uri } = currentServer();
    const client = new MongoClient(uri);
    try {
      await client.db(DATABASE).dropDatabase();
      project.write({ 'program.ts': onServer(textOf('program.ts'), uri, DATABASE) });
      expect(project.tsc('--rootDir', '.', '--outDir', 'dist')).to.equal('');
      const { code, stdout, stderr } = project.node(['dist/program.js'], { timeout: 30_000 });
      expect({ code, stdout }, stderr).to.deep.equal({ code: 0, stdout: textOf('output') });
    } finally {
      await client.db(DATABASE).dropDatabase();
      await client.close();
    }
  });

  it('compile to the files that package.json exports', () => {
    const published = JSON.parse(textOf('package.json')) as { exports: { '.': Record<string, string> } };
    const found = Object.keys(project.read('dist'));
    expect(found).to.include.members(Object.values(published.exports['.']).map((path) => path.replace('./', '')));
  });

  it("keep the contract, according to the page's command", () => {
    const env = { MONGODB_URI: currentServer().uri };
    const { code, stdout } = project.node([CLI, ...argumentsOf('npx motorized conformance ')], {
      env,
    });
    expect(code, stdout).to.equal(0);
    expect(stdout).to.match(/passed +commands\/answers/);
  });

  for (const page of [PAGE, 'docs/conformance.md'])
    it(`have a mocha suite with a test for each clause in ${page}`, () => {
      const suite = codeBlocks(page).find(({ role }) => role.endsWith('/conformance.test.js'));
      project.write({ 'dry/conformance.test.js': suite?.text ?? '' });
      const mocha = inProject('node_modules', 'mocha', 'bin', 'mocha.js');
      const { code, stdout, stderr } = project.node([mocha, '--dry-run', 'dry/conformance.test.js']);
      expect(code, stderr).to.equal(0);
      for (const { name } of CLAUSES) expect(stdout).to.include(name);
    });
});

/** Whether a line is neither empty nor a comment. */
function isCode(line: string): boolean {
  return !/^\s*(\/\/|\/\*|\*|$)/.test(line);
}
